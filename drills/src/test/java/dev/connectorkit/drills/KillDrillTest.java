package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.storage.ChildJvm;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node with webhooks, orchestrations and actions on SQLite is killed at random moments, also while it starts. Its size:
 * {@code -Ddrill=nightly}, or {@code -Ddrill.kills}.
 */
class KillDrillTest {

    private static final int KILLS = Integer.getInteger("drill.kills", Drill.size(3, 1_000));

    /** The node is killed that often before it is ready. */
    private static final int DURING_START_ONE_OF = 4;

    /** After so many kills, everything that was acknowledged before has to arrive, and nothing to end twice, so that a fault is found early. */
    private static final int CHECKED_EVERY = 50;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrEndsTwiceWhenTheProcessIsKilledAgainAndAgain(TestReporter reporter) throws Exception {
        long begin = System.nanoTime();
        Random random = new Random();
        String store = TestDatabases.SQLITE.fresh(folder);
        try (Drill drill = new Drill(folder);
                ChildJvm node = drill.child("node", store, "128m", Duration.ZERO)) {
            int ready = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                node.start();
                if (kill % DURING_START_ONE_OF == DURING_START_ONE_OF - 1) {
                    node.waitFor(random.nextInt(1500));
                } else {
                    drill.awaitReady(node, "node", ++ready);
                    node.waitFor(random.nextInt(600));
                }
                node.checkAlive();
                node.kill();
                ready = Math.max(ready, drill.starts("node"));
                if ((kill + 1) % CHECKED_EVERY == 0) {
                    node.start();
                    drill.awaitReady(node, "node", ++ready);
                    int arrived = drill.awaitArrivals(store, node);
                    reporter.publishEntry(Map.of(
                            "kills so far",
                            Integer.toString(kill + 1),
                            "acknowledged and arrived",
                            Integer.toString(arrived)));
                    node.kill();
                }
            }
            node.start();
            drill.awaitReady(node, "node", ready + 1);
            drill.stop();
            Map<String, String> figures = new HashMap<>(drill.verdict(store, node));
            assertThat(Drill.errors(node)).isEmpty();
            figures.put("kills", Integer.toString(KILLS));
            figures.put("seconds", Long.toString((System.nanoTime() - begin) / 1_000_000_000));
            reporter.publishEntry(figures);
        }
    }
}
