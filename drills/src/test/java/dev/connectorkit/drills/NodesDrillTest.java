package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.storage.ChildJvm;
import dev.connectorkit.storage.CuttingProxy;
import dev.connectorkit.storage.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL whose clocks are ten minutes apart: one loses its connection at every kind of statement, the other is
 * killed, the database is restarted, and a copy takes over. Runs with {@code -Ddrill=nightly} only: it takes a minute and more.
 */
@EnabledIfSystemProperty(named = "drill", matches = "nightly")
class NodesDrillTest {

    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 5);

    /** Once before the server gets the statement, once after. */
    private static final int CUTS = 2;

    private static final int PROGRESS = 30;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostOrEndsTwiceWhateverEndsANodeOrItsConnectionOrTheDatabase(TestReporter reporter) throws Exception {
        try (PostgresServer server = new PostgresServer(folder);
                CuttingProxy proxy = new CuttingProxy(server.port());
                CuttingProxy plain = new CuttingProxy(server.port());
                Drill drill = new Drill(folder);
                ChildJvm cut = drill.child("cut", PostgresServer.url(proxy.port()), "160m", AHEAD);
                ChildJvm killed = drill.child("killed", PostgresServer.url(plain.port()), "160m", Duration.ZERO)) {
            cut.start();
            drill.awaitReady(cut, "cut", 1);
            killed.start();
            drill.awaitReady(killed, "killed", 1);
            for (int round = 1; round <= ROUNDS; round++) {
                proxy.cutEachKind(round == 1 ? CUTS : 0);
                drill.awaitProgress("cut", PROGRESS);
                killed.kill();
                drill.awaitProgress("cut", PROGRESS);
                server.restart();
                drill.awaitProgress("cut", PROGRESS);
                killed.start();
                drill.awaitReady(killed, "killed", round + 1);
                drill.awaitProgress("killed", PROGRESS);
            }
            int standby = server.startStandby();
            drill.awaitProgress("cut", PROGRESS);
            server.failOver();
            proxy.retarget(standby);
            plain.retarget(standby);
            drill.awaitProgress("cut", PROGRESS);
            drill.awaitProgress("killed", PROGRESS);
            drill.stop();
            Map<String, String> figures = new HashMap<>(drill.verdict(PostgresServer.url(standby), cut, killed));
            assertThat(proxy.cuts().keySet())
                    .as("the kinds of statements at which it was cut")
                    .anyMatch(kind -> kind.contains("COMMIT"))
                    .anyMatch(kind -> kind.contains("INSERT INTO callback_delivery"))
                    .anyMatch(kind -> kind.contains("UPDATE orchestration_instance"))
                    .anyMatch(kind -> kind.contains("INSERT INTO orchestration_history"));
            figures.put("kinds of statements", Integer.toString(proxy.cuts().size()));
            reporter.publishEntry(figures);
            cut.checkAlive();
            killed.checkAlive();
            assertThat(cut.log() + killed.log()).doesNotContain("OutOfMemoryError", "NullPointerException");
        }
    }
}
