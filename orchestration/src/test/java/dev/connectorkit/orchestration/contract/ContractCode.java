package dev.connectorkit.orchestration.contract;

import dev.connectorkit.orchestration.CompositeTaskFailedException;
import dev.connectorkit.orchestration.NonRetriableException;
import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.PayloadException;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskCanceledException;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TypeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;

/** The orchestrations of the contract, and what their activities saw. */
@NullUnmarked // as users without null checks write
final class ContractCode {

    /** The types of a text. */
    private static final Class<String> TEXT = String.class;

    /** Names for which activity Fragile fails. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** The runs of activities by their input. */
    final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

    /** The task keys of activities by their input. */
    final Map<String, Set<String>> keys = new ConcurrentHashMap<>();

    /** Releases activity Hang. */
    final CountDownLatch release = new CountDownLatch(1);

    /** Orchestration Changing calls another activity. */
    volatile boolean changed;

    int runs(String input) {
        return runs.getOrDefault(input, new AtomicInteger()).get();
    }

    Orchestrations registry() {
        Orchestrations all = Orchestrations.create();
        activities(all);
        calls(all);
        events(all);
        lives(all);
        return all;
    }

    private void activities(Orchestrations all) {
        all.registerActivity("Add", Integer.class, Integer.class, n -> n + 1)
                .registerActivity("Fragile", TEXT, TEXT, (context, in) -> {
                    runs.computeIfAbsent(in, key -> new AtomicInteger()).incrementAndGet();
                    keys.computeIfAbsent(in, key -> ConcurrentHashMap.newKeySet())
                            .add(context.taskKey());
                    if (broken.contains(in)) {
                        throw new IllegalStateException(in + " is out of order", new java.io.IOException("cable"));
                    }
                    return in + " done";
                })
                .registerActivity("Twice", TEXT, Integer.class, (context, in) -> {
                    int run =
                            runs.computeIfAbsent(in, key -> new AtomicInteger()).incrementAndGet();
                    keys.computeIfAbsent(in, key -> ConcurrentHashMap.newKeySet())
                            .add(context.taskKey());
                    if (run < 3) {
                        throw new IllegalStateException("attempt " + run);
                    }
                    return run;
                })
                .registerActivity("Never", TEXT, TEXT, (context, in) -> {
                    runs.computeIfAbsent(in, key -> new AtomicInteger()).incrementAndGet();
                    throw new NonRetriableException("never");
                })
                .registerActivity("Hang", TEXT, TEXT, in -> {
                    while (release.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return in;
                })
                .registerActivity("Silent", TEXT, TEXT, in -> {
                    release.await();
                    return in;
                })
                .registerActivity("A", Void.class, TEXT, in -> "a")
                .registerActivity("B", Void.class, TEXT, in -> "b");
    }

    private static <I> void add(Orchestrations all, String name, Class<I> input, Orchestration<I, Object> code) {
        all.register(name, input, Object.class, code);
    }

    private void calls(Orchestrations all) {
        add(all, "Nulls", Void.class, (ctx, in) -> NullCalls.accepted(ctx));
        add(all, "FanOut", Integer.class, (ctx, n) -> {
            List<Task<Integer>> tasks = IntStream.range(0, n)
                    .mapToObj(i -> ctx.callActivity("Add", i, Integer.class))
                    .toList();
            return ctx.allOf(tasks).await();
        });
        add(
                all,
                "Fragile",
                TEXT,
                (ctx, in) -> ctx.callActivity("Fragile", in, TEXT).await());
        add(
                all,
                "Parent",
                TEXT,
                (ctx, in) -> ctx.callSubOrchestrator("Fragile", in, TEXT).await() + "!");
        add(
                all,
                "ParentOf",
                TEXT,
                (ctx, child) ->
                        ctx.callSubOrchestrator("Approval", null, child, TEXT).await());
        add(all, "Failures", TEXT, (ctx, in) -> {
            List<Task<String>> tasks = List.of(
                    ctx.callActivity("Fragile", in + 1, TEXT),
                    ctx.callActivity("Fragile", in + 2, TEXT),
                    ctx.callActivity("Fragile", in + 3, TEXT));
            try {
                return ctx.allOf(tasks).await();
            } catch (CompositeTaskFailedException e) {
                return e.getExceptions().stream()
                        .map(each -> ((TaskFailedException) each).getErrorDetails())
                        .map(each -> each.errorMessage() + " " + each.isCausedBy(IllegalStateException.class) + " "
                                + each.isCausedBy(java.io.IOException.class))
                        .toList();
            }
        });
        add(all, "Retrying", TEXT, (ctx, in) -> {
            TaskOptions three = new TaskOptions(new RetryPolicy(3, Duration.ofMillis(20)).withBackoffCoefficient(2));
            return ctx.callActivity("Twice", in, three, Integer.class).await();
        });
        add(all, "Unretried", TEXT, (ctx, in) -> {
            TaskOptions three = new TaskOptions(new RetryPolicy(3, Duration.ofMillis(20)));
            TaskOptions others = new TaskOptions(new RetryPolicy(3, Duration.ofMillis(20))
                    .retryIf(failure -> !failure.isCausedBy(java.io.IOException.class)));
            List<String> got = new ArrayList<>();
            for (Task<String> each : List.of(
                    ctx.callActivity("Never", in, three, TEXT),
                    ctx.callActivity("Fragile", in + "-if", others, TEXT))) {
                try {
                    each.await();
                } catch (TaskFailedException e) {
                    got.add(e.getErrorDetails().errorMessage());
                }
            }
            return got;
        });
        add(all, "Limited", TEXT, (ctx, name) -> {
            TaskOptions.Builder options = TaskOptions.builder();
            Duration limit = Duration.ofMillis(300);
            try {
                return ctx.callActivity(
                                name,
                                name,
                                (name.equals("Hang") ? options.timeout(limit) : options.heartbeatTimeout(limit))
                                        .build(),
                                TEXT)
                        .await();
            } catch (TaskFailedException e) {
                return e.getErrorDetails().errorMessage();
            }
        });
        add(all, "Unknown activity", TEXT, (ctx, in) -> {
            try {
                return ctx.callActivity("Nobody", in, TEXT).await();
            } catch (TaskFailedException e) {
                return e.getErrorDetails().errorMessage();
            }
        });
        add(all, "Keys", TEXT, (ctx, in) -> {
            ctx.callActivity("Fragile", in, TEXT).await();
            return ctx.callActivity("Fragile", in, TEXT).await();
        });
        add(all, "Then", Integer.class, (ctx, n) -> {
            Task<Task<Integer>> chain =
                    ctx.callActivity("Add", n, Integer.class).thenApply(m -> ctx.callActivity("Add", m, Integer.class));
            Task<String> failing = ctx.callActivity("Add", n, Integer.class).thenApply(m -> {
                throw new IllegalArgumentException("no " + m);
            });
            try {
                return failing.await();
            } catch (IllegalArgumentException e) {
                return e.getMessage() + ", " + chain.await().await();
            }
        });
    }

    private static void events(Orchestrations all) {
        add(all, "Approval", Object.class, (ctx, in) -> {
            ctx.setCustomStatus(List.of("waiting"));
            return ctx.waitForExternalEvent("Approval", TEXT).await();
        });
        add(all, "Collect", Integer.class, (ctx, n) -> {
            List<Integer> got = new ArrayList<>();
            ctx.waitForExternalEvent("Start").await();
            while (got.size() < n) {
                got.add(ctx.waitForExternalEvent("E", Integer.class).await());
            }
            return got;
        });
        add(all, "Typed", Void.class, (ctx, in) -> {
            try {
                return ctx.waitForExternalEvent("E", Integer.class).await();
            } catch (PayloadException e) {
                return "asked again: "
                        + ctx.waitForExternalEvent("E", Integer.class).await();
            }
        });
        add(all, "First", Void.class, (ctx, in) -> {
            Task<Integer> one = ctx.waitForExternalEvent("One", Integer.class);
            Task<Boolean> two = ctx.waitForExternalEvent("Two", Boolean.class);
            Task<Void> timer = ctx.createTimer(Duration.ofHours(1));
            Task<?> winner = ctx.anyOf(one, two, timer).await();
            boolean open = timer.cancel();
            return (winner == two ? "two " + two.await() : "other") + " " + open;
        });
        add(all, "Timed", Integer.class, (ctx, millis) -> {
            try {
                return ctx.waitForExternalEvent("E", TEXT, Duration.ofMillis(millis))
                        .await();
            } catch (TaskCanceledException e) {
                return "none, then " + ctx.waitForExternalEvent("E", TEXT).await();
            }
        });
        add(all, "Two waits", Void.class, (ctx, in) -> {
            Task<Integer> cancelled = ctx.waitForExternalEvent("E", Integer.class);
            Task<Integer> first = ctx.waitForExternalEvent("E", Integer.class);
            Task<Integer> second = ctx.waitForExternalEvent("E", Integer.class);
            cancelled.cancel();
            return List.of(first.await(), second.await());
        });
        all.register("Carry", new TypeRef<List<Integer>>() {}, new TypeRef<List<Integer>>() {}, (ctx, got) -> {
            List<Integer> seen = new ArrayList<>(got);
            seen.add(ctx.waitForExternalEvent("E", Integer.class).await());
            if (seen.size() < 5) {
                ctx.callActivity("Add", 1).await();
                ctx.continueAsNew(seen);
            }
            return seen;
        });
        add(all, "Sender", TEXT, (ctx, to) -> {
            for (int i = 0; i < 5; i++) {
                ctx.sendEvent(to, "E", i);
            }
            ctx.sendEvent("nobody-" + to, "E", 1);
            return "sent";
        });
    }

    private void lives(Orchestrations all) {
        add(all, "Sleep", Integer.class, (ctx, millis) -> {
            Instant begin = ctx.currentInstant();
            ctx.createTimer(Duration.ofMillis(millis)).await();
            ctx.createTimer(begin).await(); // is past already
            return Duration.between(begin, ctx.currentInstant()).toMillis() >= millis;
        });
        add(all, "Ids", Void.class, (ctx, in) -> {
            UUID one = ctx.newUuid();
            ctx.waitForExternalEvent("Go").await();
            return List.of(one, ctx.newUuid(), ctx.getInstanceId(), ctx.getName());
        });
        add(all, "Status", Integer.class, (ctx, n) -> {
            if (n == 0) {
                ctx.setCustomStatus(Map.of("step", 1));
                ctx.continueAsNew(1);
            }
            ctx.waitForExternalEvent("Go").await();
            ctx.clearCustomStatus();
            return "cleared";
        });
        add(all, "Version", TEXT, (ctx, childVersion) -> {
            String own = String.valueOf(ctx.getVersion());
            if (childVersion == null) {
                return own;
            }
            TaskOptions options = childVersion.isEmpty()
                    ? TaskOptions.NONE
                    : TaskOptions.builder().version(childVersion).build();
            return own + " "
                    + ctx.callSubOrchestrator("Version", null, options, TypeRef.of(TEXT))
                            .await();
        });
        add(all, "Changing", Void.class, (ctx, in) -> {
            String result = ctx.callActivity(changed ? "B" : "A", TEXT).await();
            ctx.waitForExternalEvent("Go").await();
            return result;
        });
        add(all, "Patched", Void.class, (ctx, in) -> {
            String result = changed && ctx.isPatched("b-first")
                    ? ctx.callActivity("B", TEXT).await()
                    : ctx.callActivity("A", TEXT).await();
            ctx.waitForExternalEvent("Go").await();
            return result;
        });
        add(all, "Throws", TEXT, (ctx, message) -> {
            throw new java.io.IOException(message, new IllegalArgumentException("inner"));
        });
        add(all, "Siblings", TEXT, (ctx, in) -> {
            Task<String> first = ctx.callActivity("Fragile", in + "-1", TEXT);
            Task<String> second = ctx.callActivity("Fragile", in + "-2", TEXT);
            return second.await() + ", " + first.await();
        });
        add(all, "Steps", TEXT, (ctx, in) -> {
            String first = ctx.callActivity("Fragile", in + "-1", TEXT).await();
            return first + ", " + ctx.callActivity("Fragile", in + "-2", TEXT).await();
        });
        add(all, "Unawaited", TEXT, (ctx, in) -> {
            ctx.callActivity("Fragile", in);
            return "ended";
        });
        add(all, "Thread", Void.class, (ctx, in) -> {
            List<String> thrown = new ArrayList<>();
            Thread other = new Thread(() -> {
                try {
                    ctx.newUuid();
                } catch (IllegalStateException e) {
                    thrown.add(e.getMessage());
                }
            });
            other.start();
            other.join();
            return thrown;
        });
    }
}
