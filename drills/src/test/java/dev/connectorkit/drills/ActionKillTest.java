package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.storage.ChildServer;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every order is taken exactly once per key and its result is fetched, though answers are lost and the connector is killed again
 * and again. Its size: {@code -Dkill.operations}, {@code -Dkill.kills}; with {@code -Dkill.postgres=true} on
 * PostgreSQL too.
 */
class ActionKillTest {

    private static final int OPERATIONS = Integer.getInteger("kill.operations", 150);
    private static final int KILLS = Integer.getInteger("kill.kills", 2);
    private static final int THREADS = 32;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void sqliteLosesNothingWhenTheConnectorIsKilled(TestReporter reporter) throws Exception {
        survives(TestDatabases.SQLITE.fresh(folder), 1, KILLS, reporter);
    }

    /** Takes as long as a silent node keeps what it has, half a minute in all. */
    @Test
    @EnabledIfSystemProperty(named = "kill.postgres", matches = "true")
    void postgresLosesNothingWhenOneOfTwoConnectorsIsKilled(TestReporter reporter) throws Exception {
        survives(TestDatabases.POSTGRES.fresh(folder), 2, 1, reporter);
    }

    private void survives(String store, int count, int kills, TestReporter reporter) throws Exception {
        long start = System.nanoTime();
        Path ledger = folder.resolve("ledger.txt");
        List<ChildServer> nodes = IntStream.range(0, count)
                .mapToObj(i -> new ChildServer(ActionNode.class, store, folder, ledger.toString()))
                .toList();
        AtomicInteger turn = new AtomicInteger();
        EngineClient client =
                new EngineClient(() -> nodes.get(turn.getAndIncrement() % count).url());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (ChildServer node : nodes) {
                node.start();
                node.awaitReady();
            }
            AtomicInteger fetched = new AtomicInteger();
            List<Future<EngineClient.Run>> runs = new ArrayList<>();
            for (int number = 0; number < OPERATIONS; number++) {
                EngineClient.Run run = client.run(number);
                runs.add(threads.submit(() -> {
                    await().atMost(LONGEST)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(25))
                            .pollInSameThread()
                            .until(run::step);
                    fetched.incrementAndGet();
                    return run;
                }));
            }
            for (int kill = 0; kill < kills; kill++) {
                int reached = OPERATIONS * (kill + 1) / (kills + 2);
                await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).until(() -> fetched.get() >= reached);
                ChildServer node = nodes.get(kill % count);
                node.kill();
                node.start();
            }
            Map<String, Set<String>> operations = new TreeMap<>();
            for (int number = 0; number < OPERATIONS; number++) {
                EngineClient.Run run = runs.get(number).get();
                assertThat(run.last().statusCode()).as(run.last().body()).isEqualTo(200);
                assertThat(run.last().body()).isEqualTo("{\"number\":" + number + "}");
                operations.put(run.key(), new TreeSet<>());
            }
            List<String> worked = Files.readAllLines(ledger);
            for (String line : worked) {
                String[] parts = line.split(" ", -1);
                operations.get(parts[0]).add(parts[1]);
            }
            assertThat(operations.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
            reporter.publishEntry(Map.of(
                    "store", store.substring(0, store.indexOf(':')),
                    "seconds", Double.toString((System.nanoTime() - start) / 1e9),
                    "answers lost", Integer.toString(client.lost()),
                    "sent away", Integer.toString(client.busy()),
                    "work done again", Integer.toString(worked.size() - new HashSet<>(worked).size())));
        } finally {
            threads.shutdownNow();
            for (ChildServer node : nodes) {
                node.close();
            }
        }
    }
}
