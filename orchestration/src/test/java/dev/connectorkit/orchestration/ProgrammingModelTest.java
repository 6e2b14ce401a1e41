package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class ProgrammingModelTest {

    private static OrchestrationTester with(Orchestration<Object, Object> code) {
        return OrchestrationTester.of(Orchestrations.create().register("O", Object.class, Object.class, code));
    }

    /** Depends on a service, as a class with a constructor does. */
    static final class Greet implements Orchestration<List<String>, String> {
        private final String separator;

        Greet(String separator) {
            this.separator = separator;
        }

        @Override
        public String run(TaskOrchestrationContext context, List<String> names) {
            List<String> greetings = new ArrayList<>();
            for (String name : names) {
                greetings.add(
                        context.callActivity("SayHello", name, String.class).await());
            }
            return String.join(separator, greetings);
        }
    }

    /** Likewise. */
    static final class SayHello implements Activity<String, String> {
        @Override
        public String run(ActivityContext context, String name) {
            return context.name() + " " + name;
        }
    }

    @Test
    void classesAreRegisteredByTheirNamesAndTypes() {
        OrchestrationTester tester = OrchestrationTester.of(
                Orchestrations.create().register(new Greet(", ")).registerActivity(new SayHello()));

        assertThat(tester.output(tester.start("Greet", List.of("a", "b")), String.class))
                .isEqualTo("SayHello a, SayHello b");
    }

    @Test
    void aLambdaCannotBeRegisteredWithoutNameAndTypes() {
        Orchestration<String, String> lambda = (ctx, in) -> in;

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Orchestrations.create().register(lambda))
                .withMessageContaining("implements Orchestration<Input, Output>");
    }

    @Test
    void aNameIsRegisteredOnce() {
        Orchestrations code = Orchestrations.create().register("O", Void.class, Void.class, (ctx, in) -> null);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> code.register("O", Void.class, Void.class, (ctx, in) -> null))
                .withMessageContaining("O is registered already");
    }

    @Test
    void timePassesOnlyBetweenTurns() {
        OrchestrationTester tester = with((ctx, in) -> {
            Instant start = ctx.currentInstant();
            ctx.createTimer(Duration.ofDays(40)).await();
            Instant end = ctx.getCurrentInstant();
            ctx.createTimer(end.minusSeconds(5)).await(); // is past already
            return Duration.between(start, ctx.currentInstant()).toDays();
        });
        String id = tester.start("O", null);
        tester.advance(Duration.ofDays(39));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        tester.advance(Duration.ofDays(1));

        assertThat(tester.output(id, Long.class)).isEqualTo(40);
    }

    @Test
    void uuidsAreTheSameInEveryReplayAndDiffer() {
        Set<UUID> seen = new LinkedHashSet<>();
        OrchestrationTester tester = with((ctx, in) -> {
            seen.add(ctx.newUuid());
            ctx.waitForExternalEvent("Go").await();
            seen.add(ctx.newUUID());
            ctx.waitForExternalEvent("Go").await();
            return null;
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "Go", null).raiseEvent(id, "Go", null);

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
        assertThat(seen).hasSize(2);
    }

    @Test
    void codeKnowsWhetherItIsReplaying() {
        List<String> log = new ArrayList<>();
        OrchestrationTester tester = with((ctx, in) -> {
            log.add("a" + ctx.isReplaying());
            ctx.waitForExternalEvent("Go").await();
            log.add("b" + ctx.getIsReplaying());
            return null;
        });
        tester.raiseEvent(tester.start("O", null), "Go", null);

        assertThat(log).containsExactly("afalse", "atrue", "bfalse");
    }

    @Test
    void thenApplyRunsOnceItsTaskIsDoneAndMayCallOn() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Task<Integer>> chain = ctx.callActivity("Double", 3, Integer.class)
                    .thenApply(six -> ctx.callActivity("Double", six, Integer.class));
            Task<String> failing = ctx.callActivity("Double", 1, Integer.class).thenApply(two -> {
                throw new IllegalStateException("no " + two);
            });
            try {
                failing.await();
                return "not thrown";
            } catch (IllegalStateException e) {
                return e.getMessage() + ", " + chain.await().await();
            }
        });
        tester.activity("Double", n -> 2 * (Integer) n);

        assertThat(tester.output(tester.start("O", null), String.class)).isEqualTo("no 2, 12");
    }

    @Test
    void allOfWaitsForAllAndReportsEveryFailure() {
        OrchestrationTester tester = with((ctx, in) -> {
            List<Task<Integer>> tasks = List.of(
                    ctx.callActivity("Odd", 1, Integer.class),
                    ctx.callActivity("Odd", 2, Integer.class),
                    ctx.callActivity("Odd", 3, Integer.class),
                    ctx.callActivity("Odd", 4, Integer.class));
            try {
                return ctx.allOf(tasks).await();
            } catch (CompositeTaskFailedException e) {
                return e.getExceptions().stream()
                        .map(each ->
                                ((TaskFailedException) each).getErrorDetails().errorMessage())
                        .toList();
            }
        });
        tester.activity("Odd", n -> {
            if ((Integer) n % 2 == 0) {
                throw new IllegalArgumentException(n + " is even");
            }
            return n;
        });

        assertThat(tester.output(tester.start("O", null), new TypeRef<List<String>>() {}))
                .containsExactly("2 is even", "4 is even");
        assertThat(tester.activityCalls()).hasSize(4);
    }

    @Test
    void allOfNothingIsDoneAndAnyOfNothingIsRefused() {
        OrchestrationTester tester = with((ctx, in) -> {
            try {
                ctx.anyOf(List.of());
                return "accepted";
            } catch (IllegalArgumentException e) {
                return ctx.allOf(List.<Task<Integer>>of()).await().size();
            }
        });

        assertThat(tester.output(tester.start("O", null), Integer.class)).isZero();
    }

    @Test
    void aCustomStatusIsSeenAndOutlivesContinueAsNew() {
        OrchestrationTester tester = with((ctx, in) -> {
            if (in == null) {
                ctx.setCustomStatus(List.of("A", "B"));
                ctx.continueAsNew(1);
            }
            ctx.waitForExternalEvent("Go").await();
            ctx.clearCustomStatus();
            return null;
        });
        String id = tester.start("O", null);
        assertThat(tester.status(id).customStatus()).isEqualTo("[\"A\",\"B\"]");
        assertThat(tester.status(id).input()).isEqualTo("1");
        tester.raiseEvent(id, "Go", null);

        assertThat(tester.status(id).customStatus()).isNull();
    }

    @Test
    void continueAsNewMayDropEvents() {
        OrchestrationTester tester = with((ctx, in) -> {
            if (in == null) {
                ctx.createTimer(Duration.ofSeconds(1)).await();
                ctx.continueAsNew(1, false);
            }
            return ctx.waitForExternalEvent("E", Integer.class).await();
        });
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", 1).advance(Duration.ofSeconds(1)).raiseEvent(id, "E", 2);

        assertThat(tester.output(id, Integer.class)).isEqualTo(2);
    }

    @Test
    void anEventGivenToAWaitThatNobodyLookedAtIsCarriedOver() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Integer> event = ctx.waitForExternalEvent("E", Integer.class);
            if (in == null) {
                ctx.callActivity("Nothing").await();
                ctx.continueAsNew(1);
            }
            return event.await();
        });
        tester.activity("Nothing", in -> null);
        String id = tester.start("O", null);
        String late = tester.start("O", null);
        tester.raiseEvent(id, "E", 7).raiseEvent(late, "E", 8);

        assertThat(tester.output(id, Integer.class)).isEqualTo(7);
        assertThat(tester.output(late, Integer.class)).isEqualTo(8);
    }

    @Test
    void aSignalThatIsSwallowedChangesNothing() {
        AtomicInteger swallowed = new AtomicInteger();
        OrchestrationTester tester = with((ctx, in) -> {
            try {
                return ctx.waitForExternalEvent("E", Integer.class).await();
            } catch (Throwable signal) {
                swallowed.incrementAndGet();
                ctx.callActivity("Never");
                return -1;
            }
        });
        String id = tester.start("O", null);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        tester.raiseEvent(id, "E", 5);

        assertThat(tester.output(id, Integer.class)).isEqualTo(5);
        assertThat(tester.activityCalls()).isEmpty();
        assertThat(swallowed).hasValue(1);
    }

    @Test
    void aFinallyBlockWithAnActivityRunsAtTheEndOnly() {
        OrchestrationTester tester = with((ctx, in) -> {
            try {
                return ctx.waitForExternalEvent("E", Integer.class).await();
            } finally {
                ctx.callActivity("CleanUp").await();
            }
        });
        tester.activity("CleanUp", in -> null);
        String id = tester.start("O", null);
        assertThat(tester.activityCalls()).isEmpty();
        tester.raiseEvent(id, "E", 5);

        assertThat(tester.output(id, Integer.class)).isEqualTo(5);
        assertThat(tester.activityCalls()).containsExactly("CleanUp");
    }

    @Test
    void theContextBelongsToItsThread() {
        OrchestrationTester tester = with((ctx, in) -> {
            List<Throwable> thrown = new ArrayList<>();
            Thread other = new Thread(() -> {
                try {
                    ctx.callActivity("A");
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            });
            other.start();
            other.join();
            return thrown.get(0).getMessage();
        });

        assertThat(tester.output(tester.start("O", null), String.class)).contains("belongs into an activity");
    }

    @Test
    void anUncaughtExceptionEndsTheInstanceAsFailed() {
        OrchestrationTester tester = with((ctx, in) -> {
            throw new java.io.IOException("disk");
        });
        FailureDetails failure = tester.status(tester.start("O", null)).failure();

        assertThat(failure).isNotNull();
        assertThat(failure.errorType()).isEqualTo("java.io.IOException");
        assertThat(failure.errorMessage()).isEqualTo("disk");
        assertThat(failure.stackTrace()).contains("ProgrammingModelTest");
    }

    @Test
    void suspensionHoldsWhatComesAndTimersToo() {
        OrchestrationTester tester = with((ctx, in) -> {
            Task<Void> timer = ctx.createTimer(Duration.ofMinutes(1));
            Task<Integer> event = ctx.waitForExternalEvent("E", Integer.class);
            return ctx.anyOf(event, timer).await() == timer ? "timer" : "event";
        });
        String id = tester.start("O", null);
        tester.suspend(id, "wait").raiseEvent(id, "E", 1).advance(Duration.ofHours(1));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.SUSPENDED);
        tester.resume(id, null);

        assertThat(tester.output(id, String.class)).isEqualTo("event");
    }

    @Test
    void rewindingRepeatsAllFailedActivitiesAndKeepsOtherResults() {
        boolean[] broken = {true};
        OrchestrationTester tester = with((ctx, in) -> {
            try {
                ctx.callActivity("AlwaysFails").await();
            } catch (TaskFailedException e) {
                ctx.callActivity("Compensate").await();
            }
            return ctx.callActivity("Repaired", String.class).await();
        });
        tester.activity("AlwaysFails", in -> {
            throw new IllegalStateException();
        });
        tester.activity("Compensate", in -> null);
        tester.activity("Repaired", in -> {
            if (broken[0]) {
                throw new IllegalStateException();
            }
            return "fine";
        });
        String id = tester.start("O", null);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        broken[0] = false;
        tester.rewind(id, null);

        assertThat(tester.output(id, String.class)).isEqualTo("fine");
        assertThat(tester.activityCalls())
                .containsExactly("AlwaysFails", "Compensate", "Repaired", "AlwaysFails", "Repaired");
    }

    @Test
    void rewindingAfterARepairOfTheCodeGoesOn() {
        boolean[] broken = {true};
        OrchestrationTester tester = with((ctx, in) -> {
            int n = ctx.callActivity("One", Integer.class).await();
            if (broken[0]) {
                throw new IllegalStateException("a mistake in the code");
            }
            return n + ctx.callActivity("One", Integer.class).await();
        });
        tester.activity("One", in -> 1);
        String id = tester.start("O", null);
        broken[0] = false;
        tester.rewind(id, null);

        assertThat(tester.output(id, Integer.class)).isEqualTo(2);
        assertThat(tester.activityCalls()).hasSize(2);
    }

    @Test
    void rewindingFindsTheAnswersThatCameAfterTheFailure() {
        boolean[] broken = {true};
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                .register("Child", Void.class, String.class, (ctx, in) -> {
                    ctx.createTimer(Duration.ofMinutes(1)).await();
                    return "late child";
                })
                .register("O", Void.class, String.class, (ctx, in) -> {
                    Task<String> first = ctx.callActivity("First", String.class);
                    Task<String> second = ctx.callActivity("Second", String.class);
                    Task<String> child = ctx.callSubOrchestrator("Child", null, String.class);
                    return first.await() + ", " + second.await() + ", " + child.await();
                }));
        tester.activity("First", in -> {
            if (broken[0]) {
                throw new IllegalStateException();
            }
            return "first";
        });
        tester.activity("Second", in -> "second");
        String id = tester.start("O", null);
        tester.advance(Duration.ofMinutes(1));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        broken[0] = false;
        tester.rewind(id, null);

        assertThat(tester.output(id, String.class)).isEqualTo("first, second, late child");
        assertThat(tester.activityCalls()).containsExactly("First", "Second", "First");
    }
}
