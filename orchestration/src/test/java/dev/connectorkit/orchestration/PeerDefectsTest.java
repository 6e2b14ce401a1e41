package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import dev.connectorkit.orchestration.testing.ReplayCheck;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of behaviour that other engines of this model get wrong. */
@NullUnmarked // as users without null checks write
class PeerDefectsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void tenActivitiesRunAtTheSameTime() throws Exception {
        CyclicBarrier all = new CyclicBarrier(10);
        Orchestrations code = Orchestrations.create()
                .registerActivity("Meet", Integer.class, Integer.class, n -> {
                    all.await(1, TimeUnit.MINUTES); // only passes when ten are here at once
                    return n;
                })
                .register("FanOut", Void.class, Integer.class, (ctx, in) -> {
                    List<Task<Integer>> tasks = IntStream.range(0, 10)
                            .mapToObj(n -> ctx.callActivity("Meet", n, Integer.class))
                            .toList();
                    return ctx.allOf(tasks).await().stream().mapToInt(n -> n).sum();
                });
        try (Database database = Database.open("memory");
                OrchestrationEngine engine =
                        OrchestrationEngine.builder(code, database).build().start()) {
            String id = engine.client().start("FanOut", null);

            assertThat(engine.client().waitForCompletion(id, LONG).output()).isEqualTo("45");
        }
    }

    @Test
    void anExceptionWithoutAMessageFailsItsTaskAndNothingElse() throws Exception {
        Orchestrations code = Orchestrations.create()
                .registerActivity("Null", Void.class, Void.class, in -> {
                    throw new IllegalStateException((String) null);
                })
                .registerActivity("Fine", Void.class, String.class, in -> "fine")
                .register("O", Void.class, String.class, (ctx, in) -> {
                    try {
                        ctx.callActivity("Null").await();
                        return "not thrown";
                    } catch (TaskFailedException e) {
                        return e.getErrorDetails() + "/"
                                + ctx.callActivity("Fine", String.class).await();
                    }
                });
        try (Database database = Database.open("memory");
                OrchestrationEngine engine = OrchestrationEngine.builder(code, database)
                        .activityThreads(1)
                        .build()
                        .start()) {
            for (int i = 0; i < 3; i++) {
                String id = engine.client().start("O", null);
                assertThat(engine.client().waitForCompletion(id, LONG).output())
                        .isEqualTo("\"java.lang.IllegalStateException/fine\"");
            }
        }
    }

    @Test
    void continueAsNewKeepsEventsInOrderOnceEachAlsoEqualOnes() {
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                .register("Collect", new TypeRef<List<String>>() {}, new TypeRef<List<String>>() {}, (ctx, got) -> {
                    List<String> all = new ArrayList<>(got);
                    all.add(ctx.waitForExternalEvent("E", String.class).await());
                    if (all.size() < 6) {
                        ctx.createTimer(Duration.ofSeconds(1)).await();
                        ctx.continueAsNew(all);
                    }
                    return all;
                }));
        String id = tester.start("Collect", List.of());
        for (String each : List.of("a", "b", "same", "same", "c", "d")) {
            tester.raiseEvent(id, "E", each);
        }
        tester.advance(Duration.ofSeconds(10));

        assertThat(tester.output(id, new TypeRef<List<String>>() {}))
                .containsExactly("a", "b", "same", "same", "c", "d");
    }

    @Test
    void anEventIsSentOnceHoweverOftenTheCodeIsReplayed() {
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                .register("Receiver", Void.class, Integer.class, (ctx, in) -> {
                    int count = 0;
                    Task<Void> end = ctx.waitForExternalEvent("End");
                    while (true) {
                        Task<Void> next = ctx.waitForExternalEvent("E");
                        if (ctx.anyOf(next, end).await() == end) {
                            return count;
                        }
                        count++;
                    }
                })
                .register("Sender", String.class, Void.class, (ctx, to) -> {
                    ctx.sendEvent(to, "E");
                    for (int i = 0; i < 5; i++) {
                        ctx.createTimer(Duration.ofMinutes(1)).await();
                    }
                    return null;
                }));
        String receiver = tester.start("Receiver", null);
        tester.start("Sender", receiver);
        tester.advance(Duration.ofMinutes(5)).raiseEvent(receiver, "End", null);

        assertThat(tester.output(receiver, Integer.class)).isEqualTo(1);
    }

    @Test
    void anotherActivityThanInTheHistoryIsNoticedByItsName() {
        boolean[] changed = new boolean[1];
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                        .register("O", Void.class, String.class, (ctx, in) -> {
                            String result = ctx.callActivity(changed[0] ? "B" : "A", String.class)
                                    .await();
                            ctx.waitForExternalEvent("Go").await();
                            return result;
                        }))
                .activity("A", in -> "a")
                .activity("B", in -> "b");
        String id = tester.start("O", null);
        changed[0] = true;
        tester.raiseEvent(id, "Go", null);

        FailureDetails failure = tester.status(id).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.errorType()).isEqualTo(NonDeterminismException.class.getName());
        assertThat(failure.errorMessage()).contains("activity 'B'", "activity 'A'", "#0");
        assertThat(tester.activityCalls()).containsExactly("A");
    }

    @Test
    void anEventThatDoesNotFitFailsTheWaitInsteadOfHangingTheInstance() {
        OrchestrationTester tester =
                OrchestrationTester.of(Orchestrations.create().register("O", Void.class, String.class, (ctx, in) -> {
                    try {
                        return "got "
                                + ctx.waitForExternalEvent("E", Integer.class).await();
                    } catch (PayloadException e) {
                        return "refused";
                    }
                }));
        String id = tester.start("O", null);
        tester.raiseEvent(id, "E", "text");

        assertThat(tester.output(id, String.class)).isEqualTo("refused");
    }

    @Test
    void namesOfEventsAreExactWhoeverComesFirst() {
        OrchestrationTester tester =
                OrchestrationTester.of(Orchestrations.create().register("O", Void.class, String.class, (ctx, in) -> {
                    ctx.waitForExternalEvent("Start").await();
                    return ctx.waitForExternalEvent("Approval", String.class).await();
                }));
        String early = tester.start("O", null);
        tester.raiseEvent(early, "approval", "wrong case, early")
                .raiseEvent(early, "Start", null)
                .raiseEvent(early, "Approval", "right");
        String late = tester.start("O", null);
        tester.raiseEvent(late, "Start", null)
                .raiseEvent(late, "approval", "wrong case, late")
                .raiseEvent(late, "Approval", "right");

        assertThat(tester.output(early, String.class)).isEqualTo("right");
        assertThat(tester.output(late, String.class)).isEqualTo("right");
    }

    record Part(String name, int weight) {}

    @Test
    void resultsOfAFanOutKeepTheirTypeArguments() {
        TypeRef<List<Part>> parts = new TypeRef<>() {};
        OrchestrationTester tester = OrchestrationTester.of(Orchestrations.create()
                .registerActivity("Parts", Integer.class, Object.class, n -> List.of(new Part("p" + n, n)))
                .register("O", Void.class, Integer.class, (ctx, in) -> {
                    List<Task<List<Part>>> tasks = IntStream.rangeClosed(1, 3)
                            .mapToObj(n -> ctx.callActivity("Parts", n, parts))
                            .toList();
                    return ctx.allOf(tasks).await().stream()
                            .flatMap(List::stream)
                            .mapToInt(Part::weight)
                            .sum();
                }));

        assertThat(tester.output(tester.start("O", null), Integer.class)).isEqualTo(6);
    }

    @Test
    void aHistoryOfOldCodeIsHeldAgainstNewCode() {
        Orchestrations old = Orchestrations.create().register("O", Void.class, Void.class, (ctx, in) -> {
            ctx.callActivity("Reserve").await();
            ctx.callActivity("Pay").await();
            return null;
        });
        OrchestrationTester tester =
                OrchestrationTester.of(old).activity("Reserve", in -> null).activity("Pay", in -> null);
        List<HistoryEvent> history = tester.history(tester.start("O", null));
        Orchestrations changed = Orchestrations.create().register("O", Void.class, Void.class, (ctx, in) -> {
            ctx.callActivity("Pay").await();
            ctx.callActivity("Reserve").await();
            return null;
        });

        assertThat(ReplayCheck.of(old).difference(history)).isEmpty();
        assertThat(ReplayCheck.of(changed).difference(history))
                .hasValueSatisfying(text -> assertThat(text).contains("activity 'Pay'", "activity 'Reserve'"));
    }

    @Test
    void anActivityLongerThanTheLeaseIsNotGivenToAnotherNode(@TempDir Path folder) throws Exception {
        Duration lease = Duration.ofMillis(500);
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Orchestrations code = Orchestrations.create()
                .registerActivity("Long", Void.class, Integer.class, in -> {
                    int run = runs.incrementAndGet();
                    begun.countDown();
                    release.await();
                    return run;
                })
                .register(
                        "O",
                        Void.class,
                        Integer.class,
                        (ctx, in) -> ctx.callActivity("Long", Integer.class).await());
        String url = TestDatabases.POSTGRES.fresh(folder);
        try (Database one = Database.open(url);
                Database two = Database.open(url);
                OrchestrationEngine first = OrchestrationEngine.builder(code, one)
                        .lease(lease)
                        .build()
                        .start();
                OrchestrationEngine second = OrchestrationEngine.builder(code, two)
                        .lease(lease)
                        .build()
                        .start()) {
            String id = first.client().start("O", null);
            begun.await();
            // Four leases pass.
            assertThat(release.await(4 * lease.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
            release.countDown();

            assertThat(second.client().waitForCompletion(id, LONG).output()).isEqualTo("1");
            assertThat(runs).hasValue(1);
        }
    }
}
