package dev.connectorkit.orchestration.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.ChildJvm;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die by SIGKILL at random moments under load, and nothing is lost. More of it:
 * {@code -Dorchestration.kill.instances=1000 -Dorchestration.kill.times=20}.
 */
class KillTest {

    private static final int INSTANCES = Integer.getInteger("orchestration.kill.instances", 120);
    private static final int KILLS = Integer.getInteger("orchestration.kill.times", 3);

    @TempDir
    Path folder;

    @Test
    void losesNothingWhenTheOnlyProcessIsKilledAgainAndAgainOnSqlite() throws Exception {
        Random random = new Random();
        int kills = 0;
        boolean finished = false;
        for (int round = 0; !finished; round++) {
            ChildJvm child = started(SqliteChild.class, folder, String.valueOf(INSTANCES));
            awaitReady(child, round + 1);
            finished = child.waitFor(kills < KILLS ? 20 + random.nextInt(100 + INSTANCES) : 300_000);
            if (!finished) {
                assertThat(kills).as("the last round did not come to its end").isLessThan(KILLS);
                child.kill();
                kills++;
            } else {
                assertThat(child.exitValue()).as(child.log()).isZero();
            }
        }

        try (Database database = Database.open("sqlite:" + folder.resolve("work.db"))) {
            OrchestrationEngine reader = OrchestrationEngine.builder(Orchestrations.create(), database)
                    .build();
            Verdict.check(reader.client(), folder.resolve("client.log"), folder.resolve("runs.log"), INSTANCES);
        }
        assertThat(kills).isPositive();
    }

    @Test
    void losesNothingWhenOneOfTwoNodesDiesForGoodOnPostgres() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        try (Database database = Database.open(url)) {
            OrchestrationEngine outside = OrchestrationEngine.builder(Orchestrations.create(), database)
                    .build();
            Path first = Files.createDirectory(folder.resolve("first"));
            Path second = Files.createDirectory(folder.resolve("second"));
            ChildJvm dies = started(PostgresChild.class, first, url);
            awaitReady(first, dies, 1);
            ChildJvm lives = started(PostgresChild.class, second, url);
            awaitReady(second, lives, 1);
            int moment = 1 + new Random().nextInt(INSTANCES);
            CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> killAfter(dies, first, moment));
            Path log = folder.resolve("client.log");
            new Driver(outside.client(), log, INSTANCES).run();
            killed.join();
            lives.kill();
            Path runs = folder.resolve("runs.log");
            Workload.lines(first.resolve("runs.log")).forEach(line -> Workload.append(runs, line));
            Workload.lines(second.resolve("runs.log")).forEach(line -> Workload.append(runs, line));

            Verdict.check(outside.client(), log, runs, INSTANCES);
            assertThat(Workload.lines(first.resolve("runs.log"))).isNotEmpty();
            assertThat(Workload.lines(second.resolve("runs.log"))).isNotEmpty();
        }
    }

    /** Starts a main class whose first argument is its folder. */
    private static ChildJvm started(Class<?> main, Path folder, String argument) {
        ChildJvm child = new ChildJvm(main, folder.resolve("child.log"), "256m", folder.toString(), argument);
        child.start();
        return child;
    }

    /** Kills a process when it has run so many activities. */
    private static void killAfter(ChildJvm process, Path folder, int activities) {
        try {
            while (Workload.lines(folder.resolve("runs.log")).size() < activities) {
                if (process.waitFor(2)) {
                    throw new IllegalStateException("The process ended by itself");
                }
            }
            process.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(ChildJvm child, int times) throws Exception {
        awaitReady(folder, child, times);
    }

    private static void awaitReady(Path folder, ChildJvm child, int times) throws Exception {
        while (Workload.lines(folder.resolve("ready")).size() < times) {
            if (child.waitFor(5)) {
                throw new AssertionError("The child ended: " + child.log());
            }
        }
    }
}
