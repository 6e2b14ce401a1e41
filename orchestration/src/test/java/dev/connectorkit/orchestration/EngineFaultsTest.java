package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@NullUnmarked // as users without null checks write
class EngineFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Orchestrations code = Orchestrations.create();
    private final Database database = Database.open("memory");
    private final MovedClock clock = new MovedClock();
    private OrchestrationEngine engine;

    /** A clock that a test sets. */
    private static final class MovedClock extends Clock {

        private volatile Duration offset = Duration.ZERO;
        private volatile Instant fixed;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return fixed != null ? fixed : Instant.now().plus(offset);
        }
    }

    private OrchestrationClient client() {
        if (engine == null) {
            engine = OrchestrationEngine.builder(code, database)
                    .activityThreads(2)
                    .clock(clock)
                    .build()
                    .start();
        }
        return engine.client();
    }

    private OrchestrationStatus run(String name) throws Exception {
        return client().waitForCompletion(client().start(name, null), LONG);
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
        database.close();
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return null;
        }
    }

    private static final class Undeclared extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return sneak(new java.io.IOException("not declared"));
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> String sneak(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    /** A failure of a task that code of strangers has created. */
    private static final class OddTask extends TaskFailedException {
        private static final long serialVersionUID = 1L;

        OddTask(FailureDetails details) {
            super("odd", details);
        }

        @Override
        public FailureDetails getErrorDetails() {
            FailureDetails details = super.getErrorDetails();
            if (details.cause() == null) {
                throw new IllegalStateException("no details");
            }
            return details;
        }
    }

    private static FailureDetails manyDetails() {
        FailureDetails details = new FailureDetails("a.B", "first", null, null, false);
        for (int i = 0; i < 20_000; i++) {
            details = new FailureDetails("a.B", "cause " + i, null, details, false);
        }
        return details;
    }

    private static RuntimeException manyCauses() {
        RuntimeException chain = new RuntimeException("first");
        for (int i = 0; i < 20_000; i++) {
            chain = new RuntimeException("cause " + i, chain);
        }
        return chain;
    }

    @Test
    void exceptionsThatCannotBePrintedFailTheirActivityAndFreeItsSlot() throws Exception {
        List<Supplier<RuntimeException>> failures = List.of(
                Unprintable::new,
                Undeclared::new,
                EngineFaultsTest::manyCauses,
                () -> new OddTask(manyDetails()),
                () -> new OddTask(new FailureDetails("a.B", "no", null, null, false)),
                () -> new RuntimeException("\ud800 unpaired and \u0000"),
                () -> new RuntimeException("long ".repeat(1_000_000)));
        AtomicInteger next = new AtomicInteger();
        code.registerActivity("Fail", Void.class, Void.class, in -> {
            throw failures.get(next.getAndIncrement() % failures.size()).get();
        });
        code.register("O", Void.class, String.class, (ctx, in) -> {
            try {
                ctx.callActivity("Fail").await();
                return "completed";
            } catch (TaskFailedException e) {
                return "failed";
            }
        });

        for (int i = 0; i < 24; i++) { // several times the slots
            assertThat(run("O").output()).isEqualTo("\"failed\"");
        }
    }

    @Test
    void whatAFunctionOfATaskThrowsFailsThatTask() throws Exception {
        List<Supplier<Throwable>> all = List.of(
                Unprintable::new,
                Undeclared::new,
                () -> new java.io.IOException("not declared"),
                StackOverflowError::new,
                () -> new OddTask(manyDetails()));
        code.register("O", Integer.class, String.class, (ctx, n) -> {
            Task<Void> applied = ctx.createTimer(Duration.ZERO)
                    .thenAccept(nothing -> Undeclared.sneak(all.get(n).get()));
            Task<Void> retried = ctx.callActivity(
                    "Missing",
                    null,
                    new TaskOptions(retry -> Undeclared.sneak(all.get(n).get()).isEmpty()));
            ctx.createTimer(Duration.ofMillis(100)).await();
            try {
                ctx.allOf(List.of(applied, retried)).await();
                return "completed";
            } catch (CompositeTaskFailedException e) {
                return String.valueOf(e.getExceptions().size());
            }
        });

        for (int i = 0; i < all.size(); i++) {
            String id = client().start("O", i);
            assertThat(client().waitForCompletion(id, LONG).output())
                    .as("%s", i)
                    .isEqualTo("\"2\"");
        }
    }

    @Test
    void anOrchestrationThatCannotBePrintedFails() throws Exception {
        code.register("O", Void.class, Void.class, (ctx, in) -> {
            throw new Unprintable();
        });

        assertThat(run("O").failure().errorType()).isEqualTo(Unprintable.class.getName());
    }

    @Test
    void argumentsThatCannotBeStoredFailTheInstance() throws Exception {
        code.register(
                "NoName",
                Void.class,
                Void.class,
                (ctx, in) -> ctx.callActivity((String) null).await());
        code.register(
                "Nul",
                Void.class,
                Void.class,
                (ctx, in) -> ctx.callActivity("a\u0000b").await());
        code.register(
                "Far",
                Void.class,
                Void.class,
                (ctx, in) -> ctx.createTimer(Instant.parse("+300000000-01-01T00:00:00Z"))
                        .await());
        code.register(
                "NoEvent",
                Void.class,
                Void.class,
                (ctx, in) -> ctx.waitForExternalEvent((String) null).await());

        for (String name : List.of("NoName", "Nul", "Far", "NoEvent")) {
            OrchestrationStatus status = run(name);
            assertThat(status.runtimeStatus()).as(name).isEqualTo(RuntimeStatus.FAILED);
            assertThat(status.failure().errorType()).isEqualTo(IllegalArgumentException.class.getName());
        }
    }

    @Test
    void aWaitIsForOneOfTheInstancesThatHaveAnIdOneAfterTheOther() throws Exception {
        code.register("Echo", Integer.class, Integer.class, (ctx, n) -> n);
        for (int i = 0; i < 500; i++) {
            client().start("Echo", i, StartOptions.withId("same"));
            OrchestrationStatus status = client().waitForCompletion("same", LONG);
            assertThat(status.runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
            assertThat(status.output()).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void nullAndInfiniteTimeoutsWaitWithoutLimit() throws Exception {
        Duration infinite = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        code.registerActivity("Nothing", Void.class, String.class, in -> "done");
        code.register("O", Void.class, String.class, (ctx, in) -> {
            ctx.waitForExternalEvent("A", (Duration) null, String.class).await();
            ctx.waitForExternalEvent("B", Duration.ofSeconds(-1), String.class).await();
            ctx.waitForExternalEvent("C", infinite, String.class).await();
            Task<Void> never = ctx.createTimer(infinite);
            Task<String> activity = ctx.callActivity("Nothing", null, (TaskOptions) null, String.class);
            return ctx.anyOf(never, activity).await() == activity ? activity.await() : "timer";
        });
        String id = client().start("O", null);
        List.of("A", "B", "C").forEach(event -> client().raiseEvent(id, event, "x"));

        assertThat(client().waitForCompletion(id, infinite).output()).isEqualTo("\"done\"");
        assertThat(client().waitForCompletion(id, null).output()).isEqualTo("\"done\"");
    }

    @Test
    void anEmptyOptionalIsRead() throws Exception {
        code.registerActivity("Find", Void.class, Object.class, in -> Optional.empty());
        code.register(
                "O",
                Void.class,
                Boolean.class,
                (ctx, in) -> ctx.callActivity("Find", null, new TypeRef<Optional<String>>() {})
                        .await()
                        .isEmpty());

        assertThat(run("O").output()).isEqualTo("true");
        assertThat(client().<Optional<String>>read(null, new TypeRef<>() {})).isEmpty();
    }

    @Test
    void theFirstTurnOfAnInstanceRunsOnce() throws Exception {
        Map<String, AtomicInteger> firstTurns = new ConcurrentHashMap<>();
        code.register("Child", Void.class, Void.class, (ctx, in) -> {
            firstTurns
                    .computeIfAbsent(ctx.getInstanceId(), id -> new AtomicInteger())
                    .incrementAndGet();
            return null;
        });
        code.register("O", Void.class, Void.class, (ctx, in) -> {
            if (!ctx.isReplaying()) {
                firstTurns
                        .computeIfAbsent(ctx.getInstanceId(), id -> new AtomicInteger())
                        .incrementAndGet();
            }
            ctx.callSubOrchestrator("Child").await();
            return null;
        });
        for (int i = 0; i < 30; i++) {
            try (OrchestrationEngine each = OrchestrationEngine.builder(code, database)
                    .taskHub("hub" + i)
                    .build()
                    .start()) {
                List<String> ids = new ArrayList<>();
                for (int n = 0; n < 10; n++) {
                    ids.add(each.client().start("O", null));
                }
                for (String id : ids) {
                    each.client().waitForCompletion(id, LONG);
                }
            }
        }

        assertThat(firstTurns)
                .hasSize(600)
                .allSatisfy((id, count) -> assertThat(count).hasValue(1));
    }

    @Test
    void aRetryPredicateThatThrowsFailsItsOwnTask() throws Exception {
        code.registerActivity("Fail", Void.class, Void.class, in -> {
            throw new IllegalStateException();
        });
        code.registerActivity("Fine", Void.class, String.class, in -> "fine");
        code.register("O", Void.class, String.class, (ctx, in) -> {
            RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1)).retryIf(failure -> {
                throw new UnsupportedOperationException("predicate");
            });
            Task<Void> failing = ctx.callActivity("Fail", null, new TaskOptions(policy));
            ctx.createTimer(Duration.ofMillis(200)).await();
            String fine = ctx.callActivity("Fine", String.class).await();
            try {
                failing.await();
                return "completed";
            } catch (UnsupportedOperationException e) {
                return fine;
            }
        });

        assertThat(run("O").output()).isEqualTo("\"fine\"");
    }

    @Test
    void blockedOrchestrationsAreLoggedAndOthersContinueAndCloseIsPrompt() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.connectorkit.orchestration.internal.engine.TurnThreads");
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
        CountDownLatch never = new CountDownLatch(1);
        code.register("Blocked", Void.class, Void.class, (ctx, in) -> {
            while (never.getCount() > 0) {
                Thread.onSpinWait();
                try {
                    never.await(100, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    // as code that ignores it
                }
            }
            return null;
        });
        code.register("Fine", Void.class, String.class, (ctx, in) -> "fine");
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        List<String> blocked = new ArrayList<>();
        for (int i = 0; i < 20 * threads; i++) {
            blocked.add(client().start("Blocked", null));
        }

        assertThat(run("Fine").output()).isEqualTo("\"fine\"");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(List.copyOf(log.list))
                        .anySatisfy(event ->
                                assertThat(event.getFormattedMessage()).contains(blocked.get(0), "EngineFaultsTest")));
        assertThat(engine.health().ready()).isTrue();
        assertThat(engine.health().problems())
                .anySatisfy(text -> assertThat(text).contains("blocks its thread"));
        long begin = System.nanoTime();
        engine.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        never.countDown();
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void aFirstTurnThatIsBlockedHoldsUpNeitherItsStartNorItsEvents() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        code.register("O", Void.class, String.class, (ctx, in) -> {
            if (!release.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not released");
            }
            return ctx.waitForExternalEvent("E", String.class).await();
        });

        String id = client().start("O", null);
        assertThat(client().status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.PENDING);
        client().raiseEvent(id, "E", "early");
        release.countDown();
        assertThat(client().waitForCompletion(id, LONG).output()).isEqualTo("\"early\"");
        assertThat(client().history(id).stream().filter(HistoryEvent.ExecutionStarted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aStartWithinATransactionOfTheApplicationIsRefused() throws Exception {
        code.register("O", Void.class, Void.class, (ctx, in) -> null);
        client();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.inTransaction(connection -> client().start("O", null)))
                .withMessageContaining("inTransaction");
        assertThat(run("O").runtimeStatus()).isEqualTo(RuntimeStatus.COMPLETED);
    }

    @Test
    void aRewoundInstanceMayContinueAsNewAtOnce() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        code.registerActivity("Add", Integer.class, Integer.class, n -> n + 1);
        code.register("O", Integer.class, Integer.class, (ctx, n) -> {
            int next = ctx.callActivity("Add", n, Integer.class).await();
            if (broken.get()) {
                throw new IllegalStateException("not repaired");
            }
            if (next < 3) {
                ctx.continueAsNew(next);
            }
            return next;
        });
        String id = client().start("O", 0);
        assertThat(client().waitForCompletion(id, LONG).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        broken.set(false);
        client().rewind(id, null);

        assertThat(client().waitForCompletion(id, Duration.ofSeconds(30)).output())
                .isEqualTo("3");
        assertThat(client().history(id).stream().filter(HistoryEvent.ExecutionStarted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void activitiesAreNotRunAgainBecauseATurnCouldNotBeStored() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.connectorkit.orchestration.internal.engine.TurnRunner");
        logger.addAppender(log);
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch quick = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        code.registerActivity("Slow", Void.class, String.class, in -> {
            runs.incrementAndGet();
            return slow.await(2, TimeUnit.MINUTES) ? "slow" : "late";
        });
        code.registerActivity("Quick", Void.class, String.class, in -> {
            runs.incrementAndGet();
            return quick.await(2, TimeUnit.MINUTES) ? "quick" : "late";
        });
        code.register("O", Void.class, String.class, (ctx, in) -> {
            Task<String> first = ctx.callActivity("Slow", String.class);
            String second = ctx.callActivity("Quick", String.class).await();
            ctx.setCustomStatus(second);
            return second + " " + first.await();
        });
        String id = client().start("O", null);
        await().atMost(LONG).until(() -> runs.get() == 2);
        database.write(tx -> tx.update("ALTER TABLE orchestration_history RENAME TO hidden"));
        quick.countDown();
        await().atMost(LONG)
                .until(() -> List.copyOf(log.list).stream()
                        .anyMatch(event -> event.getFormattedMessage().contains("could not be stored")));
        database.write(tx -> tx.update("ALTER TABLE hidden RENAME TO orchestration_history"));
        await().atMost(LONG).until(() -> client().status(id).orElseThrow().customStatus() != null);
        slow.countDown();

        assertThat(client().waitForCompletion(id, LONG).output()).isEqualTo("\"quick slow\"");
        assertThat(runs).hasValue(2);
        logger.detachAppender(log);
    }

    private String longHistory(String hub, long cache, AtomicInteger passes) throws Exception {
        try (OrchestrationEngine each = OrchestrationEngine.builder(code, database)
                .taskHub(hub)
                .clock(clock)
                .historyCache(cache)
                .build()
                .start()) {
            String id = each.client().start("Long", 200, StartOptions.withId("long"));
            assertThat(each.client().waitForCompletion(id, LONG).output()).isEqualTo("200");
            List<HistoryEvent> history = each.client().history(id);
            String execution = ((HistoryEvent.ExecutionStarted) history.get(0)).execution();
            return HistoryJson.write(history).replace(execution, "execution") + passes.getAndSet(0);
        }
    }

    @Test
    void aLongHistoryIsTheSameWithAndWithoutReplaysAndIsNotReplayedWhileItIsInUse() throws Exception {
        AtomicInteger passes = new AtomicInteger();
        AtomicInteger fresh = new AtomicInteger();
        code.registerActivity("Add", Integer.class, Integer.class, n -> n + 1);
        code.register("Long", Integer.class, Integer.class, (ctx, n) -> {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                sum = ctx.callActivity("Add", sum, Integer.class).await();
                passes.incrementAndGet();
                if (!ctx.isReplaying()) {
                    fresh.incrementAndGet();
                }
            }
            return sum;
        });
        clock.fixed = Instant.parse("2030-01-01T12:00:00Z");

        assertThat(longHistory("parked", 64L << 20, fresh)).isEqualTo(longHistory("replayed", 0, fresh));
        passes.set(0);
        String id = client().start("Long", 1500);
        assertThat(client().waitForCompletion(id, LONG).output()).isEqualTo("1500");
        // With replays it would be more than a million.
        assertThat(passes.get()).isBetween(1500, 20_000);
    }

    @Test
    void aParkedRunEndsWithItsEngineAndIsReplayedByTheNext() throws Exception {
        code.registerActivity("Add", Integer.class, Integer.class, n -> n + 1);
        code.register("Long", Void.class, Integer.class, (ctx, in) -> {
            int sum = 0;
            for (int i = 0; i < 200; i++) {
                sum = ctx.callActivity("Add", sum, Integer.class).await();
            }
            ctx.setCustomStatus("waits");
            return sum + ctx.waitForExternalEvent("E", Integer.class).await();
        });
        String id = client().start("Long", null);
        await().atMost(LONG).until(() -> client().status(id).orElseThrow().customStatus() != null);
        assertThat(threadsOf(id)).hasSize(1);
        engine.close();
        await().atMost(LONG).untilAsserted(() -> assertThat(threadsOf(id)).isEmpty());
        engine = null;
        client().raiseEvent(id, "E", 7);
        assertThat(client().waitForCompletion(id, LONG).output()).isEqualTo("207");
    }

    private static List<String> threadsOf(String id) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("orchestration-run") && name.contains(id))
                .toList();
    }

    @Test
    void manyBufferedEventsSurviveContinueAsNewInOrder() throws Exception {
        int events = 2000;
        List<Integer> seen = new ArrayList<>();
        code.register("O", Integer.class, Integer.class, (ctx, n) -> {
            int event = ctx.waitForExternalEvent("E", Integer.class).await();
            synchronized (seen) {
                seen.add(event);
            }
            if (n + 1 < events) {
                ctx.continueAsNew(n + 1);
            }
            return n + 1;
        });
        OrchestrationClient early =
                OrchestrationEngine.builder(code, database).build().client();
        early.start("O", 0, StartOptions.withId("o"));
        for (int i = 0; i < events; i++) {
            early.raiseEvent("o", "E", i);
        }

        assertThat(client().waitForCompletion("o", Duration.ofMinutes(3)).output())
                .isEqualTo(String.valueOf(events));
        assertThat(seen).hasSize(events).isSorted();
    }

    @Test
    void invalidArgumentsOfClientsHaveClearErrors() throws Exception {
        code.register(
                "O",
                Void.class,
                Void.class,
                (ctx, in) -> ctx.waitForExternalEvent("E").await());
        String id = client().start("O", null);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> client().raiseEvent(id, null))
                .withMessageContaining("name of an event");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> StartOptions.NONE.at(Instant.MAX))
                .withMessageContaining("startAt");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> client().status(null))
                .withMessageContaining("id of an instance");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> client().raiseEvent(null, "E"))
                .withMessageContaining("id of an instance");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RetryPolicy(1, null))
                .withMessageContaining("firstRetryInterval");
        assertThat(client().query(InstanceQuery.ALL.created(Instant.MIN, Instant.MAX))
                        .instances())
                .hasSize(1);
        assertThat(new RetryPolicy(9, Duration.ofSeconds(1))
                        .withBackoffCoefficient(10)
                        .withMaxRetryInterval(Duration.ofSeconds(Long.MAX_VALUE))
                        .withRetryTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                        .nextDelay(2, Duration.ZERO, FailureDetails.of(new RuntimeException())))
                .isEqualTo(Duration.ofSeconds(10));
        code.register("Now", Void.class, String.class, (ctx, in) -> "now");
        String past = client().start("Now", null, StartOptions.NONE.at(Instant.MIN));
        assertThat(client().waitForCompletion(past, LONG).output()).isEqualTo("\"now\"");
        engine.start(); // has no effect
        engine.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> engine.start())
                .withMessageContaining("closed");
    }

    @Test
    void timersFollowAWallClockThatIsSetBack() throws Exception {
        code.register("O", Void.class, String.class, (ctx, in) -> {
            ctx.waitForExternalEvent("E").await();
            ctx.createTimer(Duration.ofSeconds(10)).await();
            return "rung";
        });
        Instant noon = Instant.parse("2030-01-01T12:00:00Z");
        clock.fixed = noon;
        String id = client().start("O", null);
        client().waitForStart(id, LONG);
        clock.fixed = noon.minusSeconds(3600);
        client().raiseEvent(id, "E");
        await().atMost(LONG)
                .until(() -> client().history(id).stream().anyMatch(HistoryEvent.TimerCreated.class::isInstance));
        clock.fixed = noon.minusSeconds(3590);

        assertThat(client().waitForCompletion(id, LONG).output()).isEqualTo("\"rung\"");
    }

    @Test
    void timersFollowAClockThatIsSetForward() throws Exception {
        code.register("O", Void.class, String.class, (ctx, in) -> {
            ctx.createTimer(Duration.ofHours(72)).await();
            return "rung";
        });
        String id = client().start("O", null);
        client().waitForStart(id, LONG);
        clock.offset = Duration.ofHours(73);

        assertThat(client().waitForCompletion(id, Duration.ofMinutes(2)).output())
                .isEqualTo("\"rung\"");
    }

    @Test
    void aSuspensionIsVisibleOnceItWasRequested() throws Exception {
        code.register(
                "O",
                Void.class,
                Void.class,
                (ctx, in) -> ctx.waitForExternalEvent("E").await());
        for (int i = 0; i < 50; i++) {
            String id = client().start("O", null);
            client().suspend(id, null);
            assertThat(client().status(id).orElseThrow().runtimeStatus()).isEqualTo(RuntimeStatus.SUSPENDED);
            client().resume(id, null);
            assertThat(client().status(id).orElseThrow().runtimeStatus()).isNotEqualTo(RuntimeStatus.SUSPENDED);
        }
    }
}
