package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Databases that earlier versions wrote, with instances in every state, open, continue and lose nothing. The PostgreSQL
 * databases have the same rows in the tables of their versions.
 */
@NullUnmarked // as users without null checks write
class OldDatabasesTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final List<String> TABLES = List.of(
            "orchestration_instance",
            "orchestration_history",
            "orchestration_payload",
            "orchestration_inbox",
            "orchestration_activity");

    @TempDir
    Path folder;

    /** The code of the fixture, with activities that work now. */
    private static Orchestrations code() {
        return Orchestrations.create()
                .registerActivity("Echo", String.class, String.class, text -> text)
                .registerActivity("Fail", String.class, String.class, text -> "repaired")
                .registerActivity("Hang", String.class, String.class, text -> text)
                .register(
                        "WaitForEvent",
                        String.class,
                        String.class,
                        (ctx, in) -> in + " "
                                + ctx.callActivity("Echo", in, String.class).await() + " "
                                + ctx.waitForExternalEvent("Go", String.class).await())
                .register("WaitForTimer", String.class, String.class, (ctx, in) -> {
                    ctx.createTimer(Duration.ofSeconds(2)).await();
                    return "rung";
                })
                .register(
                        "CallHang",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Hang", in, String.class).await())
                .register("CallFail", String.class, String.class, (ctx, in) -> {
                    String first = ctx.callActivity("Echo", in, String.class).await();
                    return first + ctx.callActivity("Fail", in, String.class).await();
                })
                .register(
                        "Retry",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity(
                                        "Fail",
                                        in,
                                        new TaskOptions(new RetryPolicy(3, Duration.ofDays(1))),
                                        String.class)
                                .await())
                .register(
                        "Parent",
                        String.class,
                        String.class,
                        (ctx, in) -> "parent of "
                                + ctx.callSubOrchestrator(
                                                "WaitForEvent",
                                                in,
                                                TaskOptions.NONE.withInstanceId("child"),
                                                TypeRef.of(String.class))
                                        .await())
                .register("Eternal", Integer.class, Integer.class, (ctx, count) -> {
                    String event =
                            ctx.waitForExternalEvent("Tick", String.class).await();
                    if (event.equals("stop")) {
                        return count;
                    }
                    ctx.continueAsNew(count + 1);
                    return null;
                });
    }

    private Path sqlite(int version) throws Exception {
        Path file = folder.resolve("v" + version + ".db");
        try (InputStream in = new GZIPInputStream(
                OldDatabasesTest.class.getResourceAsStream("/v" + version + "/orchestrations.db.gz"))) {
            Files.copy(in, file);
        }
        return file;
    }

    private String postgres(int version) throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        int scripts = version == 1 ? 1 : 3; // PostgreSQL has had one more
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + sqlite(version));
                Connection to = DriverManager.getConnection(jdbc(url))) {
            try (Statement statement = to.createStatement()) {
                statement.execute("CREATE TABLE connectorkit_migration (component TEXT NOT NULL,"
                        + " version INTEGER NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL,"
                        + " PRIMARY KEY (component, version))");
                for (int number = 1; number <= scripts; number++) {
                    String script = script(number);
                    String checksum = HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(script.getBytes(StandardCharsets.UTF_8)));
                    statement.execute(script);
                    statement.execute("INSERT INTO connectorkit_migration VALUES ('orchestration', " + number + ", '"
                            + checksum + "', 0)");
                }
            }
            for (String table : TABLES) {
                copy(table, from, to);
            }
            try (Statement statement = to.createStatement()) {
                statement.execute("SELECT setval(pg_get_serial_sequence('orchestration_inbox', 'seq'), 1000)");
            }
        }
        return url;
    }

    private static String script(int number) throws Exception {
        try (InputStream in =
                OldDatabasesTest.class.getResourceAsStream("internal/store/db/postgres/V" + number + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String jdbc(String url) {
        java.net.URI uri = java.net.URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        return "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath() + "?user=" + user[0]
                + (user.length > 1 ? "&password=" + user[1] : "");
    }

    private static void copy(String table, Connection from, Connection to) throws Exception {
        try (Statement select = from.createStatement();
                ResultSet rows = select.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            try (PreparedStatement insert = to.prepareStatement(
                    "INSERT INTO " + table + " VALUES (" + String.join(",", Collections.nCopies(columns, "?")) + ")")) {
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        insert.setObject(i, rows.getObject(i));
                    }
                    insert.executeUpdate();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSqliteFileOfAnEarlierVersionContinues(int version) throws Exception {
        continues("sqlite:" + sqlite(version));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPostgresDatabaseOfAnEarlierVersionContinues(int version) throws Exception {
        continues(postgres(version));
    }

    private void continues(String url) throws Exception {
        String longText = "x".repeat(20_000);
        try (Database database = Database.open(url);
                OrchestrationEngine engine =
                        OrchestrationEngine.builder(code(), database).build().start()) {
            OrchestrationClient client = engine.client();
            assertThat(client.status("completed").orElseThrow().output()).isEqualTo("\"done done went\"");
            assertThat(client.status("completed-long").orElseThrow().input()).isEqualTo('"' + longText + '"');
            assertThat(client.status("terminated").orElseThrow().runtimeStatus())
                    .isEqualTo(RuntimeStatus.TERMINATED);
            assertThat(client.history("completed")).hasSizeGreaterThan(4);

            client.raiseEvent("waiting", "Go", "now");
            client.raiseEvent("child", "Go", "now");
            client.resume("suspended", null);
            client.rewind("failed", null);
            assertThat(output(client, "waiting")).isEqualTo(longText + " " + longText + " now");
            assertThat(output(client, "parent")).isEqualTo("parent of p p now");
            assertThat(output(client, "suspended")).isEqualTo("s s later");
            assertThat(output(client, "failed")).isEqualTo("inrepaired");
            assertThat(output(client, "new")).isEqualTo("n n early");
            assertThat(output(client, "timer")).isEqualTo("rung");
            assertThat(client.waitForCompletion("eternal", LONG).output()).isEqualTo("2");
            for (int i = 0; i < 10; i++) {
                assertThat(output(client, "hang-" + i)).isEqualTo("h" + i);
            }
            assertThat(client.status("retrying").orElseThrow().runtimeStatus())
                    .isIn(RuntimeStatus.RUNNING, RuntimeStatus.COMPLETED);
            assertThat(client.history("retrying")).hasAtLeastOneElementOfType(HistoryEvent.TimerCreated.class);
            assertThat(client.status("delayed").orElseThrow().runtimeStatus())
                    .isIn(RuntimeStatus.PENDING, RuntimeStatus.RUNNING);
            assertThat(client.query(InstanceQuery.ALL).instances()).hasSize(23);
            newFeaturesWorkOnOldInstances(client);
        }
    }

    private static void newFeaturesWorkOnOldInstances(OrchestrationClient client) throws Exception {
        assertThat(client.query(InstanceQuery.builder()
                                .name("CallHang")
                                .completed(Instant.EPOCH, null)
                                .build())
                        .instances())
                .hasSize(10);
        assertThat(client.purge("parent", true)).isEqualTo(2);
        StartOptions replace = StartOptions.builder()
                .instanceId("delayed")
                .idReuse(IdReuse.REPLACE)
                .version("2.0")
                .tag("kind", "new")
                .build();
        client.start("WaitForEvent", "d", replace);
        for (int i = 0; i < 2; i++) {
            client.raiseEvent("delayed", "Go", "once", EventOptions.withIdempotencyKey("k"));
        }
        assertThat(output(client, "delayed")).isEqualTo("d d once");
        assertThat(client.history("delayed").stream().filter(HistoryEvent.EventRaised.class::isInstance))
                .hasSize(1);
        assertThat(client.query(InstanceQuery.builder().tag("kind", "new").build())
                        .instances())
                .hasSize(1);
    }

    private static String output(OrchestrationClient client, String id) throws Exception {
        OrchestrationStatus status = client.waitForCompletion(id, LONG);
        assertThat(status.failure()).isNull();
        return client.read(status.output(), String.class);
    }
}
