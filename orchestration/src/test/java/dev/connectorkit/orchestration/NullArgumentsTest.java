package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connectorkit.orchestration.contract.NullCalls;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import dev.connectorkit.storage.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null where a value is needed has a clear error, in every method that authors call. */
@NullUnmarked // as users without null checks write
class NullArgumentsTest {

    private static final Orchestrations CODE = Orchestrations.create();

    private static <T> Stream<Named<T>> named(Map<String, T> calls) {
        return calls.entrySet().stream().map(call -> Named.of(call.getKey(), call.getValue()));
    }

    static Stream<Named<ThrowingCallable>> options() {
        Map<String, ThrowingCallable> calls = new TreeMap<>();
        calls.put("name of a tag", () -> StartOptions.builder().tag(null, "x"));
        calls.put("value of a tag", () -> StartOptions.builder().tag("x", null));
        calls.put("idReuse", () -> StartOptions.builder().idReuse(null));
        calls.put("statuses", () -> InstanceQuery.builder().statuses(null));
        calls.put("status", () -> InstanceQuery.builder().status((RuntimeStatus[]) null));
        calls.put("one status", () -> InstanceQuery.ALL.withStatus((RuntimeStatus) null));
        calls.put("names", () -> InstanceQuery.builder().names(null));
        calls.put("one of the names", () -> InstanceQuery.builder().names(Collections.singleton(null)));
        calls.put("name", () -> InstanceQuery.builder().name(null));
        calls.put("tag of a query", () -> InstanceQuery.builder().tag(null, "x"));
        calls.put("value of a tag of a query", () -> InstanceQuery.builder().tag("x", null));
        calls.put("class", () -> TypeRef.of(null));
        calls.put("interval", () -> new RetryPolicy(1, null));
        calls.put("retryIf", () -> new RetryPolicy(1, Duration.ofSeconds(1)).retryIf(null));
        calls.put("exception", () -> FailureDetails.of(null));
        calls.put("registry of an engine", () -> OrchestrationEngine.builder(null, null));
        calls.put("database of an engine", () -> OrchestrationEngine.builder(CODE, null));
        calls.put("base", () -> Orchestrations.over(null));
        calls.put("name to register", () -> CODE.register(null, Void.class, Void.class, (ctx, in) -> null));
        calls.put("type to register", () -> CODE.register("A", null, Void.class, (ctx, in) -> null));
        calls.put("code to register", () -> CODE.register("A", Void.class, Void.class, null));
        calls.put("class to register", () -> CODE.register((Orchestration<?, ?>) null));
        calls.put("activity", () -> CODE.registerActivity("A", Void.class, Void.class, (Activity<Void, Void>) null));
        calls.put(
                "simple activity",
                () -> CODE.registerActivity("A", Void.class, Void.class, (Activity.Simple<Void, Void>) null));
        calls.put("class of an activity", () -> CODE.registerActivity((Activity<?, ?>) null));
        calls.put("name of an activity", () -> CODE.registerActivity(null, Void.class, Void.class, in -> null));
        return named(calls);
    }

    @ParameterizedTest
    @MethodSource("options")
    void ofOptions(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("must not be null");
    }

    static Stream<Named<Consumer<OrchestrationEngine.Builder>>> engines() {
        Map<String, Consumer<OrchestrationEngine.Builder>> calls = new TreeMap<>();
        calls.put("taskHub", builder -> builder.taskHub(null));
        calls.put("clock", builder -> builder.clock(null));
        calls.put("lease", builder -> builder.lease(null));
        calls.put("purgeAfter, status", builder -> builder.purgeAfter(null, Duration.ZERO));
        calls.put("purgeAfter, age", builder -> builder.purgeAfter(RuntimeStatus.FAILED, null));
        calls.put("version", builder -> builder.version(null));
        calls.put("defaultVersion", builder -> builder.defaultVersion(null));
        calls.put("versionMatch", builder -> builder.versionMatch(null, VersionMismatch.FAIL));
        calls.put("versionMatch, mismatch", builder -> builder.versionMatch(VersionMatch.ANY, null));
        calls.put("listener", builder -> builder.listener(null));
        calls.put("objectMapper", builder -> builder.objectMapper(null));
        return named(calls);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void ofEngines(Consumer<OrchestrationEngine.Builder> call) {
        try (Database database = Database.open("memory")) {
            OrchestrationEngine.Builder builder = OrchestrationEngine.builder(CODE, database);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.accept(builder))
                    .withMessageContaining("must not be null");
        }
    }

    @Test
    void ofClientsAndWaits(@TempDir Path folder) throws Exception {
        Orchestrations code = Orchestrations.create().register("O", Void.class, Void.class, (ctx, in) -> null);
        String file = "sqlite:" + folder.resolve("work.db");
        try (Database database = Database.open(file);
                OrchestrationEngine engine =
                        OrchestrationEngine.builder(code, database).build();
                Connection connection = DriverManager.getConnection("jdbc:" + file)) {
            OrchestrationClient client = engine.client();
            assertThat(NullCalls.accepted(client)).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.in(null))
                    .withMessageContaining("must not be null");
            assertThatIllegalArgumentException().isThrownBy(() -> client.waitForStart(null, null));
            assertThatIllegalArgumentException().isThrownBy(() -> client.waitForCompletion(null, null));
            connection.setAutoCommit(false);
            TransactionalClient joined = client.in(connection);
            assertThatIllegalArgumentException().isThrownBy(() -> joined.start(null, null));
            assertThatIllegalArgumentException().isThrownBy(() -> joined.start("O", null, null));
            assertThatIllegalArgumentException().isThrownBy(() -> joined.raiseEvent(null, "E", null));
            assertThatIllegalArgumentException().isThrownBy(() -> joined.raiseEvent("i", null, null));
            assertThatIllegalArgumentException().isThrownBy(() -> joined.raiseEvent("i", "E", null, null));
        }
    }

    @Test
    void ofContexts() {
        OrchestrationTester tester = OrchestrationTester.of(
                Orchestrations.create().register("O", Void.class, Object.class, (ctx, in) -> NullCalls.accepted(ctx)));

        assertThat(tester.output(tester.start("O", null), new TypeRef<List<String>>() {}))
                .isEmpty();
    }

    @Test
    void versionsAreCheckedWhereverTheyAreGiven() {
        for (String text : List.of("a\u0000b", "\ud800", "x".repeat(257))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TaskOptions.builder().version(text))
                    .withMessageContaining("A version needs");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StartOptions.builder().version(text))
                    .withMessageContaining("A version needs");
            try (Database database = Database.open("memory")) {
                OrchestrationEngine.Builder engine = OrchestrationEngine.builder(CODE, database);
                assertThatIllegalArgumentException().isThrownBy(() -> engine.version(text));
                assertThatIllegalArgumentException().isThrownBy(() -> engine.defaultVersion(text));
            }
        }
    }

    @Test
    void textsThatNoInstanceHasAreNoQueries() {
        for (String text : List.of("a\u0000b", "\ud800")) {
            InstanceQuery.Builder query = InstanceQuery.builder();
            assertThatIllegalArgumentException().isThrownBy(() -> query.idPrefix(text));
            assertThatIllegalArgumentException().isThrownBy(() -> query.name(text));
            assertThatIllegalArgumentException().isThrownBy(() -> query.names(Set.of(text)));
            assertThatIllegalArgumentException().isThrownBy(() -> query.tag(text, "x"));
            assertThatIllegalArgumentException().isThrownBy(() -> query.tag("x", text));
        }
        assertThat(InstanceQuery.ALL
                        .withStatus(RuntimeStatus.FAILED, RuntimeStatus.FAILED)
                        .statuses())
                .containsExactly(RuntimeStatus.FAILED);
    }
}
