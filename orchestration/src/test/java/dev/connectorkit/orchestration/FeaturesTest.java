package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
@NullUnmarked // as users without null checks write
class FeaturesTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Parameter
    TestStore store;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private final List<OrchestrationEngine> engines = new ArrayList<>();
    private String url;
    private Database database;
    private OrchestrationClient client;

    @BeforeEach
    void open() {
        url = store.url(folder);
        database = Database.open(url);
        client = engine(builder -> {}).client();
    }

    private OrchestrationEngine engine(Consumer<OrchestrationEngine.Builder> options) {
        engines.forEach(OrchestrationEngine::close);
        OrchestrationEngine.Builder builder =
                OrchestrationEngine.builder(code(), database).activityThreads(1);
        options.accept(builder);
        engines.add(builder.build().start());
        return engines.get(engines.size() - 1);
    }

    @AfterEach
    void close() {
        release.countDown();
        engines.forEach(OrchestrationEngine::close);
        database.close();
    }

    private Orchestrations code() {
        return Orchestrations.create()
                .registerActivity("Hang", Void.class, String.class, in -> {
                    while (release.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return "late";
                })
                .registerActivity("Silent", Void.class, String.class, (context, in) -> {
                    context.heartbeat();
                    release.await();
                    return "late";
                })
                .registerActivity("Beating", Integer.class, String.class, (context, millis) -> {
                    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
                    while (System.nanoTime() < end) {
                        context.heartbeat();
                    }
                    return "done";
                })
                .registerActivity("Fail", Void.class, Void.class, in -> {
                    failures.incrementAndGet();
                    throw new IllegalStateException("down");
                })
                .registerActivity("Fine", Void.class, String.class, in -> "fine")
                .register("Limited", String.class, String.class, (ctx, name) -> {
                    TaskOptions options = TaskOptions.builder()
                            .timeout(Duration.ofMillis(name.equals("Hang") ? 300 : 60_000))
                            .heartbeatTimeout(Duration.ofMillis(name.equals("Hang") ? 60_000 : 300))
                            .build();
                    try {
                        ctx.callActivity(name, null, options).await();
                        return "completed";
                    } catch (TaskFailedException e) {
                        return e.getErrorDetails().errorMessage() + ", then "
                                + ctx.callActivity("Fine", String.class).await();
                    }
                })
                .register(
                        "Beating",
                        Integer.class,
                        String.class,
                        (ctx, millis) -> ctx.callActivity(
                                        "Beating",
                                        millis,
                                        TaskOptions.builder()
                                                .heartbeatTimeout(Duration.ofSeconds(20))
                                                .build(),
                                        String.class)
                                .await())
                .register("Handled", Integer.class, String.class, (ctx, most) -> {
                    List<Integer> attempts = new ArrayList<>();
                    RetryHandler handler = retry -> {
                        attempts.add(retry.lastAttemptNumber());
                        return retry.lastAttemptNumber() < most
                                && !retry.totalRetryTime().isNegative();
                    };
                    try {
                        ctx.callActivity("Fail", null, new TaskOptions(handler)).await();
                        return "completed";
                    } catch (TaskFailedException e) {
                        return attempts.toString();
                    }
                })
                .register(
                        "Wait",
                        String.class,
                        String.class,
                        (ctx, in) ->
                                ctx.waitForExternalEvent("Go", String.class).await())
                .register("Count", Void.class, Integer.class, (ctx, in) -> {
                    int count = 0;
                    while (!ctx.waitForExternalEvent("Go", String.class).await().equals("end")) {
                        count++;
                    }
                    return count;
                })
                .register(
                        "Parent",
                        String.class,
                        String.class,
                        (ctx, child) -> ctx.callSubOrchestrator("Wait", null, child, String.class)
                                .await())
                .register(
                        "Family",
                        Integer.class,
                        Integer.class,
                        (ctx, depth) -> depth == 0
                                ? 0
                                : 1
                                        + ctx.callSubOrchestrator("Family", depth - 1, Integer.class)
                                                .await())
                .register("Version", String.class, String.class, (ctx, childVersion) -> {
                    String own = String.valueOf(ctx.getVersion());
                    if (childVersion == null) {
                        return own;
                    }
                    TaskOptions options = childVersion.isEmpty()
                            ? TaskOptions.NONE
                            : TaskOptions.builder().version(childVersion).build();
                    return own + " "
                            + ctx.callSubOrchestrator("Version", null, options, TypeRef.of(String.class))
                                    .await();
                });
    }

    private String output(String id) throws Exception {
        OrchestrationStatus status = client.waitForCompletion(id, LONG);
        assertThat(status.failure()).isNull();
        return client.read(status.output(), String.class);
    }

    @Test
    void anActivityThatTimesOutFreesItsSlot() throws Exception {
        assertThat(output(client.start("Limited", "Hang")))
                .startsWith("Activity Hang did not end within PT0.3S, then fine");
    }

    @Test
    void anActivityWithoutHeartbeatsTimesOut() throws Exception {
        assertThat(output(client.start("Limited", "Silent")))
                .startsWith("Activity Silent did not report a heartbeat within PT0.3S, then fine");
    }

    @Test
    void anActivityThatReportsHeartbeatsMayTakeLonger() throws Exception {
        assertThat(output(client.start("Beating", 600))).isEqualTo("done");
    }

    @Test
    void aRetryHandlerDecidesWithAttemptAndTime() throws Exception {
        assertThat(output(client.start("Handled", 3))).isEqualTo("[1, 2, 3]");
        assertThat(failures).hasValue(3);
    }

    private String startAs(IdReuse reuse, String id) {
        return client.start(
                "Wait",
                null,
                StartOptions.builder().instanceId(id).idReuse(reuse).build());
    }

    @Test
    void anIdInUseIsRefusedReplacedOrUsed() throws Exception {
        client.start("Wait", null, StartOptions.withId("i"));
        assertThatExceptionOfType(InstanceStateException.class)
                .isThrownBy(() -> startAs(IdReuse.REPLACE_FINISHED, "i"));
        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> startAs(IdReuse.REFUSE, "i"));
        Instant first = client.status("i").orElseThrow().createdAt();
        assertThat(startAs(IdReuse.USE_RUNNING, "i")).isEqualTo("i");
        assertThat(startAs(IdReuse.USE_EXISTING, "i")).isEqualTo("i");
        assertThat(client.status("i").orElseThrow().createdAt()).isEqualTo(first);
        client.raiseEvent("i", "Go", "first");
        assertThat(output("i")).isEqualTo("first");

        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> startAs(IdReuse.REFUSE, "i"));
        startAs(IdReuse.USE_EXISTING, "i");
        assertThat(output("i")).isEqualTo("first");
        startAs(IdReuse.USE_RUNNING, "i");
        client.raiseEvent("i", "Go", "second");
        assertThat(output("i")).isEqualTo("second");
    }

    @Test
    void aReplacedInstanceIsOverForItsParentAndItsChildren() throws Exception {
        String parent = client.start("Parent", "child");
        await().atMost(LONG).until(() -> client.status("child").isPresent());
        startAs(IdReuse.REPLACE, "child");
        OrchestrationStatus failed = client.waitForCompletion(parent, LONG);
        assertThat(failed.runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        client.raiseEvent("child", "Go", "new");
        assertThat(output("child")).isEqualTo("new");

        client.start("Parent", "grandchild", StartOptions.withId("p"));
        await().atMost(LONG).until(() -> client.status("grandchild").isPresent());
        startAs(IdReuse.REPLACE, "p");
        assertThat(client.waitForCompletion("grandchild", LONG).runtimeStatus()).isEqualTo(RuntimeStatus.TERMINATED);
        client.raiseEvent("p", "Go", "replaced");
        assertThat(output("p")).isEqualTo("replaced");
    }

    @Test
    void instancesAreFoundByNameTagAndCompletion() throws Exception {
        String one = client.start(
                "Wait",
                null,
                StartOptions.builder()
                        .tag("customer", "A-1")
                        .tag("kind", "order")
                        .build());
        String two = client.start(
                "Wait", null, StartOptions.builder().tag("customer", "B-2").build());
        String other = client.start("Version", null);
        output(other);
        client.raiseEvent(one, "Go", "now");
        output(one);

        assertThat(ids(InstanceQuery.builder().name("Wait"))).containsExactlyInAnyOrder(one, two);
        assertThat(ids(InstanceQuery.builder().tag("customer", "A-1").tag("kind", "order")))
                .containsExactly(one);
        assertThat(ids(InstanceQuery.builder().tag("customer", "B-2").tag("kind", "order")))
                .isEmpty();
        assertThat(ids(InstanceQuery.builder()
                        .completed(Instant.EPOCH, Instant.now().plusSeconds(60))))
                .containsExactlyInAnyOrder(one, other);
        assertThat(ids(InstanceQuery.builder().completed(Instant.now().plusSeconds(60), null)))
                .isEmpty();
        assertThat(client.status(one).orElseThrow().tags()).containsEntry("customer", "A-1");
        assertThat(client.purge(InstanceQuery.builder().tag("customer", "A-1").build()))
                .isEqualTo(1);
    }

    private List<String> ids(InstanceQuery.Builder query) {
        return client.query(query.build()).instances().stream()
                .map(OrchestrationStatus::instanceId)
                .toList();
    }

    @Test
    void aPurgeMayIncludeSubOrchestrations() throws Exception {
        String id = client.start("Family", 3);
        client.waitForCompletion(id, LONG);
        assertThat(ids(InstanceQuery.builder())).hasSize(4);

        assertThat(client.purge(id, true)).isEqualTo(4);
        assertThat(ids(InstanceQuery.builder())).isEmpty();
        client.waitForCompletion(client.start("Family", 2), LONG);
        assertThat(client.purge(InstanceQuery.builder().name("Family").build(), true))
                .isEqualTo(3);
    }

    @Test
    void anEventWithAKeyArrivesOnce() throws Exception {
        String id = client.start("Count", null);
        for (int i = 0; i < 3; i++) {
            client.raiseEvent(id, "Go", "x", EventOptions.withIdempotencyKey("k1"));
        }
        client.raiseEvent(id, "Go", "x", EventOptions.withIdempotencyKey("k2"));
        client.raiseEvent(id, "Go", "x");
        client.raiseEvent(id, "Go", "end");

        assertThat(client.waitForCompletion(id, LONG).output()).isEqualTo("3");
        assertThatExceptionOfType(InstanceStateException.class)
                .isThrownBy(() -> client.raiseEvent(id, "Go", "x", EventOptions.withIdempotencyKey("k3")));
    }

    @Test
    void versionsAreGivenToInstancesAndTheirChildren() throws Exception {
        client = engine(builder -> builder.version("2.0")).client();
        assertThat(output(client.start("Version", null))).isEqualTo("2.0");
        assertThat(output(client.start("Version", ""))).isEqualTo("2.0 2.0");
        assertThat(output(client.start(
                        "Version", "3", StartOptions.builder().version("1.5").build())))
                .isEqualTo("1.5 3");
    }

    @Test
    void instancesOfOtherVersionsFailOrWaitForAnotherEngine() throws Exception {
        client = engine(builder -> builder.version("2.0").versionMatch(VersionMatch.STRICT, VersionMismatch.FAIL))
                .client();
        StartOptions old = StartOptions.builder().version("1.9").build();
        OrchestrationStatus failed = client.waitForCompletion(client.start("Version", null, old), LONG);
        assertThat(failed.failure().errorType()).isEqualTo("VersionMismatch");

        client = engine(builder ->
                        builder.version("1.10").versionMatch(VersionMatch.CURRENT_OR_OLDER, VersionMismatch.REJECT))
                .client();
        assertThat(output(client.start("Version", null, old))).isEqualTo("1.9");
        String newer = client.start(
                "Version", null, StartOptions.builder().version("2.0").build());
        assertThat(output(client.start("Version", null))).isEqualTo("1.10");
        assertThat(client.status(newer).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.PENDING);
        client = engine(builder -> builder.version("2.0").versionMatch(VersionMatch.STRICT, VersionMismatch.FAIL))
                .client();
        assertThat(output(newer)).isEqualTo("2.0");
    }

    private Connection connection() throws Exception {
        if (store == TestStore.POSTGRES) {
            java.net.URI uri = java.net.URI.create(url);
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), "postgres", "postgres");
        }
        return DriverManager.getConnection("jdbc:" + url);
    }

    @Test
    void startsAndEventsBelongToTheTransactionOfTheCaller() throws Exception {
        if (store == TestStore.MEMORY) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> client.in(inMemory()).start("Version", null))
                    .withMessageContaining("another database");
            return;
        }
        String waiting = client.start("Wait", null);
        try (Connection connection = connection()) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> client.in(connection).start("Version", null))
                    .withMessageContaining("setAutoCommit(false)");
            connection.setAutoCommit(false);
            String lost = client.in(connection).start("Version", null);
            client.in(connection).raiseEvent(waiting, "Go", "lost");
            connection.rollback();
            String kept = client.in(connection).start("Version", null);
            client.in(connection).raiseEvent(waiting, "Go", "kept");
            connection.commit();

            await().atMost(LONG).until(() -> client.status(kept).isPresent());
            client.waitForCompletion(kept, LONG);
            assertThat(output(waiting)).isEqualTo("kept");
            assertThat(client.status(lost)).isEmpty();
        }
    }

    private static Connection inMemory() throws Exception {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        connection.setAutoCommit(false);
        return connection;
    }
}
