package dev.connectorkit.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.SmallDisk;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * A node on SQLite whose file may not grow any more, as on a full disk, or on disks that are full: what it cannot store is refused,
 * what it has acknowledged is not lost, and all goes on once there is room. More often: {@code -Ddrill=nightly}.
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

    @Test
    void aRequestThatFindsNoRoomGetsA503() throws Exception {
        Limited file = new Limited(TestDatabases.SQLITE.fresh(folder));
        requestsAreRefusedWhileThereIsNoRoom(
                builder -> builder.dataSource(file), () -> file.full = true, () -> file.full = false);
    }

    @Test
    void aRequestThatFindsNoRoomOnARealDiskGetsA503() throws Exception {
        try (SmallDisk disk = disk(40)) {
            String store = "sqlite:" + disk.path().resolve("store.db");
            requestsAreRefusedWhileThereIsNoRoom(builder -> builder.store(store), disk::fill, disk::clear);
        }
    }

    @Test
    void aRequestThatFindsNoRoomInATablespaceOfPostgresGetsA503() throws Exception {
        String admin = TestDatabases.POSTGRES.fresh(folder);
        try (SmallDisk disk = disk(80);
                Tablespace space = new Tablespace(admin, disk.path())) {
            requestsAreRefusedWhileThereIsNoRoom(builder -> builder.store(space.store()), disk::fill, disk::clear);
        }
    }

    private SmallDisk disk(int megabytes) {
        try {
            return SmallDisk.mount(folder.resolve("small"), megabytes);
        } catch (IOException e) {
            return abort("A small disk needs Linux and the right to mount: " + e.getMessage());
        }
    }

    /** Publishes what it gets. */
    @jakarta.ws.rs.Path("/events")
    public static final class Events {

        private final Callbacks<Void, String> event;

        Events(Callbacks<Void, String> event) {
            this.event = event;
        }

        @POST
        @Consumes(MediaType.TEXT_PLAIN)
        public void publish(String text) {
            event.publish(text);
        }
    }

    private void requestsAreRefusedWhileThereIsNoRoom(
            Consumer<ConnectorServer.Builder> store, Runnable fill, Runnable clear) throws Exception {
        Callbacks<Void, String> event =
                Callbacks.named("event", Void.class, String.class).build();
        ConnectorServer.Builder builder = ConnectorServer.builder()
                .host("127.0.0.1")
                .dataDir(folder)
                .callbacks(event)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .register(new Events(event));
        store.accept(builder);
        try (ConnectorServer server = builder.start()) {
            event.subscribe("http://127.0.0.1:9/");
            int taken = 0;
            for (; taken < 5; taken++) {
                assertThat(post(server).statusCode()).isEqualTo(204);
            }
            fill.run();
            HttpResponse<String> answer = post(server);
            // There is still room in the pages that the database has.
            for (; answer.statusCode() == 204 && taken < 1_000; answer = post(server)) {
                taken++;
            }
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("15");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("\"status\":503");
            assertThat(get(server, "health/live").statusCode()).isEqualTo(200);
            clear.run();
            HttpResponse<String> later = post(server);
            assertThat(later.statusCode()).as(later.body()).isEqualTo(204);
            assertThat(server.callbackAdmin().orElseThrow().deliveries(null, "", 2_000))
                    .as("what was acknowledged")
                    .hasSize(taken + 1);
        }
    }

    /** A text that no database can make smaller. */
    private static HttpResponse<String> post(ConnectorServer server) throws Exception {
        byte[] text = new byte[60_000];
        new Random().nextBytes(text);
        return send(HttpRequest.newBuilder(server.url().resolve("events"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(HexFormat.of().formatHex(text))));
    }

    private static HttpResponse<String> get(ConnectorServer server, String path) throws Exception {
        return send(HttpRequest.newBuilder(server.url().resolve(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A database in a folder of its own. */
    private record Tablespace(String admin, String name) implements AutoCloseable {

        Tablespace(String admin, Path folder) throws SQLException {
            this(admin, "small_" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
            run("CREATE TABLESPACE " + name + " LOCATION '" + folder.toAbsolutePath() + "'");
            run("CREATE DATABASE " + name + " TABLESPACE " + name);
        }

        String store() {
            return admin.substring(0, admin.lastIndexOf('/') + 1) + name;
        }

        private void run(String statement) throws SQLException {
            String url = "jdbc:postgresql://" + admin.substring(admin.indexOf('@') + 1);
            try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                    Statement sql = connection.createStatement()) {
                sql.execute(statement);
            }
        }

        @Override
        public void close() throws SQLException {
            run("DROP DATABASE " + name + " WITH (FORCE)");
            run("DROP TABLESPACE " + name);
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
