package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.Tables;
import dev.connectorkit.server.bench.NioReceiver;
import dev.connectorkit.storage.ChildServer;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever was published arrives, though receivers fail at random and the connector is killed again and again. Its size:
 * {@code -Dkill.subscriptions}, {@code -Dkill.events}, {@code -Dkill.kills}.
 */
class KillTest {

    private static final int SUBSCRIPTIONS = Integer.getInteger("kill.subscriptions", 200);
    private static final int EVENTS = Integer.getInteger("kill.events", 400);
    private static final int KILLS = Integer.getInteger("kill.kills", 2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void sqlite_loses_nothing_when_the_connector_is_killed(TestReporter reporter) throws Exception {
        survives(TestDatabases.SQLITE.fresh(folder), 1, reporter);
    }

    @Test
    void postgres_loses_nothing_when_one_of_two_connectors_is_killed(TestReporter reporter) throws Exception {
        survives(TestDatabases.POSTGRES.fresh(folder), 2, reporter);
    }

    private void survives(String store, int count, TestReporter reporter) throws Exception {
        Ledger ledger = new Ledger();
        List<ChildServer> nodes = IntStream.range(0, count)
                .mapToObj(i -> new ChildServer(KillConnector.class, store, folder))
                .toList();
        try (NioReceiver receiver = new NioReceiver(ledger::answer);
                Tables tables = new Tables(store);
                KillLoad load = new KillLoad(nodes, receiver.port(), SUBSCRIPTIONS, EVENTS)) {
            for (ChildServer node : nodes) {
                node.start();
                node.awaitReady();
            }
            load.subscribe(ledger);
            long start = System.nanoTime();
            load.publish();
            for (int kill = 1; kill <= KILLS; kill++) {
                int reached = EVENTS * kill / KILLS;
                soon().until(() -> load.published() >= reached);
                ChildServer node = nodes.get(kill % count);
                node.kill();
                tables.check();
                node.start();
            }
            load.awaitPublished(LONGEST);
            soon().pollInterval(Duration.ofMillis(250))
                    .until(() -> load.missing(ledger).isEmpty() && tables.count("callback_delivery") == 0);
            tables.check();
            assertThat(ledger.wrong()).isEmpty();
            assertThat(load.tooMany(ledger)).isEmpty();
            assertThat(load.paths(tables.ended())).containsExactlyInAnyOrderElementsOf(ledger.gone());
            assertThat(load.paths(tables.subscriptionsOfDeadLetters())).isSubsetOf(ledger.gone());
            reporter.publishEntry(Map.of(
                    "seconds from the first event", Long.toString((System.nanoTime() - start) / 1_000_000_000),
                    "answers", ledger.answers().toString(),
                    "requests to publish", Integer.toString(load.requests()),
                    "rows left", tables.leftOver().toString()));
        } finally {
            nodes.forEach(ChildServer::close);
        }
        assertThat(nodes).extracting(ChildServer::log).containsOnly("");
    }

    private static ConditionFactory soon() {
        return await().atMost(LONGEST).pollInterval(Duration.ofMillis(20));
    }
}
