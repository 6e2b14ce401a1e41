package dev.connectorkit.server.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * A node on SQLite whose file may not grow any more, as on a full disk: what it cannot store is refused, what it has acknowledged
 * is not lost, and all goes on once there is room. More often: {@code -Ddrill=nightly}.
 */
class DiskFullDrillTest {

    private static final int TIMES = Drill.size(1, 10);
    private static final int PROGRESS = 50;
    private static final int REFUSALS = 20;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenTheDiskIsFullAndAllGoesOnWhenThereIsRoom(TestReporter reporter) throws Exception {
        String store = TestDatabases.SQLITE.fresh(folder);
        Limited file = new Limited(store);
        try (Drill drill = new Drill(folder);
                DrillNode node =
                        DrillNode.start(folder, "node", drill.receiver(), builder -> builder.dataSource(file))) {
            for (int i = 0; i < TIMES; i++) {
                drill.awaitProgress("node", PROGRESS);
                file.full = true;
                int before = node.refused();
                Drill.soon().until(() -> node.refused() >= before + REFUSALS);
                file.full = false;
                drill.awaitProgress("node", PROGRESS);
            }
            drill.stop();
            Map<String, String> figures = drill.verdict(store);
            reporter.publishEntry(figures);
        }
    }

    @Test
    void aRefusalForWantOfRoomMayBeRepeatedLater() {
        Limited file = new Limited(TestDatabases.SQLITE.fresh(folder));
        Callbacks<Void, String> event =
                Callbacks.named("event", Void.class, String.class).build();
        try (ConnectorRuntime runtime = ConnectorRuntime.builder()
                .dataDir(folder)
                .callbacks(event)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .dataSource(file)
                .build()) {
            runtime.start();
            event.subscribe("http://127.0.0.1:9/");
            file.full = true;
            assertThatThrownBy(() -> event.publish("x".repeat(200_000)))
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            refused -> assertThat(refused.isUnavailable()).isTrue());
            file.full = false;
            assertThat(event.publish("x".repeat(200_000)).deliveries()).isEqualTo(1);
        }
    }

    /** Connections to a file that grows no more while it is full. */
    private static final class Limited extends SQLiteDataSource {

        private static final long PLENTY = 1L << 30;

        private volatile boolean full;

        Limited(String store) {
            setUrl("jdbc:" + store);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            try (Statement statement = connection.createStatement()) {
                // No less than it has already.
                statement.execute("PRAGMA max_page_count = " + (full ? 1 : PLENTY));
            }
            return connection;
        }
    }
}
