package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class RetryPolicyTest {

    private final List<Long> seconds = new ArrayList<>();

    private OrchestrationTester calling(RetryPolicy policy, int failures, Supplier<RuntimeException> failure) {
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                .register(
                        "O",
                        Void.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Flaky", null, new TaskOptions(policy), String.class)
                                .await()));
        return tester.activity("Flaky", in -> {
            seconds.add(
                    Duration.between(OrchestrationTester.START, tester.now()).toSeconds());
            if (seconds.size() <= failures) {
                throw failure.get();
            }
            return "done";
        });
    }

    @Test
    void waitsLongerEachTimeUpToTheLongestInterval() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(10))
                .withBackoffCoefficient(2)
                .withMaxRetryInterval(Duration.ofSeconds(30));
        OrchestrationTester tester = calling(policy, 4, IllegalStateException::new);
        String id = tester.start("O", null);
        tester.advance(Duration.ofHours(1));

        assertThat(tester.output(id, String.class)).isEqualTo("done");
        assertThat(seconds).containsExactly(0L, 10L, 30L, 60L, 90L);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        OrchestrationTester tester =
                calling(new RetryPolicy(3, Duration.ofSeconds(1)), 99, () -> new IllegalStateException("still"));
        String id = tester.start("O", null);
        tester.advance(Duration.ofHours(1));

        assertThat(seconds).hasSize(3);
        assertThat(tester.status(id).failure()).isNotNull();
        assertThat(tester.status(id).failure().cause().errorMessage()).isEqualTo("still");
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        RetryPolicy policy = new RetryPolicy(99, Duration.ofSeconds(10)).withRetryTimeout(Duration.ofSeconds(35));
        OrchestrationTester tester = calling(policy, 99, IllegalStateException::new);
        tester.start("O", null);
        tester.advance(Duration.ofHours(1));

        assertThat(seconds).containsExactly(0L, 10L, 20L, 30L);
    }

    @Test
    void triesOnlyWhatThePredicateAccepts() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1))
                .retryIf(failure -> failure.isCausedBy(IllegalStateException.class));
        OrchestrationTester tester = calling(policy, 99, () -> new IllegalArgumentException("never again"));
        tester.start("O", null);
        tester.advance(Duration.ofHours(1));

        assertThat(seconds).hasSize(1);
    }

    @Test
    void neverTriesAgainWhatIsMarked() {
        OrchestrationTester tester = calling(
                new RetryPolicy(5, Duration.ofSeconds(1)), 99, () -> new NonRetriableException("no such account"));
        String id = tester.start("O", null);
        tester.advance(Duration.ofHours(1));

        assertThat(seconds).hasSize(1);
        assertThat(tester.status(id).failure().cause().nonRetriable()).isTrue();
    }

    @Test
    void worksTogetherWithAnyOfAndAllOf() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(5));
        OrchestrationTester tester =
                OrchestrationTester.of(Orchestrations.create().register("O", Void.class, String.class, (ctx, in) -> {
                    Task<String> flaky = ctx.callActivity("Flaky", null, new TaskOptions(policy), String.class);
                    Task<Void> timeout = ctx.createTimer(Duration.ofMinutes(1));
                    boolean first = ctx.anyOf(flaky, timeout).await() == flaky;
                    List<String> all = ctx.allOf(List.of(flaky, flaky)).await();
                    return first + " " + all;
                }));
        tester.activity("Flaky", in -> {
            seconds.add(
                    Duration.between(OrchestrationTester.START, tester.now()).toSeconds());
            if (seconds.size() < 3) {
                throw new IllegalStateException();
            }
            return "done";
        });
        String id = tester.start("O", null);
        tester.advance(Duration.ofMinutes(2));

        assertThat(tester.output(id, String.class)).isEqualTo("true [done, done]");
    }

    @Test
    void refusesWhatMakesNoSense() {
        RetryPolicy policy = new RetryPolicy(1, Duration.ofSeconds(1));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RetryPolicy(0, Duration.ofSeconds(1)));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new RetryPolicy(1, Duration.ZERO));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> policy.withBackoffCoefficient(Double.NaN));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> policy.withMaxRetryInterval(Duration.ofMillis(1)));
    }
}
