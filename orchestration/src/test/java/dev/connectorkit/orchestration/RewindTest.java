package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class RewindTest {

    private final Set<String> broken = new TreeSet<>(Set.of("A", "B"));
    private final List<String> calls = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    private OrchestrationTester tester(Orchestration<Void, String> code) {
        Orchestrations orchestrations = Orchestrations.create()
                .register("O", Void.class, String.class, code)
                .register(
                        "Child",
                        String.class,
                        String.class,
                        (ctx, name) ->
                                ctx.callActivity(name, null, String.class).await());
        for (String name : List.of("A", "B", "C", "Report")) {
            orchestrations.registerActivity(name, Void.class, String.class, (context, in) -> {
                calls.add(name);
                keys.add(name + " " + context.taskKey());
                if (broken.contains(name)) {
                    throw new IllegalStateException(name + " is down");
                }
                return name.toLowerCase(java.util.Locale.ROOT);
            });
        }
        return OrchestrationTester.of(orchestrations);
    }

    private String repairedAndRewound(OrchestrationTester tester) {
        String id = tester.start("O", null);
        tester.advance(Duration.ofMinutes(1));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        calls.clear();
        broken.clear();
        tester.rewind(id, "repaired");
        tester.advance(Duration.ofMinutes(1));
        return tester.output(id, String.class);
    }

    @Test
    void recoversFromAFailureThatAReportFollowed() {
        OrchestrationTester tester = tester((ctx, in) -> {
            try {
                return ctx.callActivity("A", null, String.class).await();
            } catch (TaskFailedException e) {
                ctx.callActivity("Report").await();
                throw e;
            }
        });

        assertThat(repairedAndRewound(tester)).isEqualTo("a");
        assertThat(calls).containsExactly("A");
    }

    @Test
    void recoversWhileAnUnrelatedBranchRetries() {
        TaskOptions retries = new TaskOptions(new RetryPolicy(3, Duration.ofSeconds(5)));
        OrchestrationTester tester = tester((ctx, in) -> {
            Task<String> a = ctx.callActivity("A", null, String.class);
            Task<String> b = ctx.callActivity("B", null, retries, String.class);
            Task<String> c = ctx.callActivity("C", null, String.class);
            return String.join(",", ctx.allOf(List.of(a, b, c)).await());
        });

        assertThat(repairedAndRewound(tester)).isEqualTo("a,b,c");
        assertThat(calls).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void rewindsAChildThatFailedEarly() {
        OrchestrationTester tester = tester((ctx, in) -> {
            Task<String> child = ctx.callSubOrchestrator("Child", "A", String.class);
            ctx.createTimer(Duration.ofSeconds(10)).await();
            ctx.callActivity("C").await();
            return child.await();
        });

        assertThat(repairedAndRewound(tester)).isEqualTo("a");
        assertThat(calls).containsExactly("A");
    }

    @Test
    void rewindsAChildWhoseAttemptsShareAnId() {
        TaskOptions retries = new TaskOptions(new RetryPolicy(3, Duration.ofSeconds(5)));
        OrchestrationTester tester =
                tester((ctx, in) -> ctx.callSubOrchestrator("Child", "A", "c", retries, String.class)
                        .await());

        assertThat(repairedAndRewound(tester)).isEqualTo("a");
        assertThat(calls).containsExactly("A");
    }

    @Test
    void keepsResultsThatTheCodeRequestsLater() {
        OrchestrationTester tester = tester((ctx, in) -> {
            try {
                ctx.callActivity("A").await();
            } catch (TaskFailedException e) {
                ctx.callActivity("C").await();
            }
            return ctx.callActivity("B", null, String.class).await();
        });
        String id = tester.start("O", null);
        calls.clear();
        broken.remove("B"); // A fails again, and its fallback C has a result
        tester.rewind(id, null);

        assertThat(tester.output(id, String.class)).isEqualTo("b");
        assertThat(calls).containsExactly("A", "B");
    }

    @Test
    void canBeRepeated() {
        OrchestrationTester tester = tester((ctx, in) -> {
            String a = ctx.callActivity("A", null, String.class).await();
            return a + ctx.callActivity("B", null, String.class).await();
        });
        String id = tester.start("O", null);
        tester.rewind(id, null);
        broken.remove("A");
        tester.rewind(id, null);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        broken.clear();
        tester.rewind(id, null);

        assertThat(tester.output(id, String.class)).isEqualTo("ab");
        assertThat(calls).containsExactly("A", "A", "A", "B", "B");
    }

    @Test
    void keepsTheTaskKeyOfACallOverRetriesAndRewinds() {
        TaskOptions retries = new TaskOptions(new RetryPolicy(3, Duration.ofSeconds(5)));
        OrchestrationTester tester = tester((ctx, in) -> {
            ctx.callActivity("C").await();
            String a = ctx.callActivity("A", null, retries, String.class).await();
            return a + ctx.callActivity("A", null, retries, String.class).await();
        });

        assertThat(repairedAndRewound(tester)).isEqualTo("aa");
        List<String> ofA = keys.stream().filter(key -> key.startsWith("A")).toList();
        assertThat(ofA).hasSize(5);
        assertThat(Set.copyOf(ofA.subList(0, 4))).hasSize(1);
        assertThat(ofA.get(4)).isNotEqualTo(ofA.get(0));
    }
}
