package dev.connectorkit.orchestration;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** An engine over one of the stores, with orchestrations of all kinds. */
@NullUnmarked // as users without null checks write
abstract class EngineFixture {

    static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Parameter
    TestStore store;

    final AtomicBoolean broken = new AtomicBoolean();
    final AtomicInteger runs = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    Database database;
    OrchestrationEngine engine;
    OrchestrationClient client;

    @BeforeEach
    void open() {
        database = Database.open(store.url(folder));
        engine = OrchestrationEngine.builder(code(), database).build().start();
        client = engine.client();
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
    }

    Orchestrations code() {
        return Orchestrations.create()
                .registerActivity("Add", Integer.class, Integer.class, n -> {
                    runs.incrementAndGet();
                    return n + 1;
                })
                .registerActivity("Fragile", String.class, String.class, in -> {
                    runs.incrementAndGet();
                    if (broken.get()) {
                        throw new IllegalStateException("out of order", new java.io.IOException("cable"));
                    }
                    return in + " done";
                })
                .registerActivity("Slow", String.class, String.class, in -> {
                    started.add(in);
                    release.await(2, TimeUnit.MINUTES);
                    return in;
                })
                .registerActivity("Big", Integer.class, String.class, "x"::repeat)
                .register("Sum", Integer.class, Integer.class, (ctx, n) -> {
                    int sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum = ctx.callActivity("Add", sum, Integer.class).await();
                    }
                    return sum;
                })
                .register("FanOut", Integer.class, Integer.class, (ctx, n) -> {
                    List<Task<Integer>> tasks = IntStream.range(0, n)
                            .mapToObj(i -> ctx.callActivity("Add", i, Integer.class))
                            .toList();
                    return ctx.allOf(tasks).await().stream().mapToInt(i -> i).sum();
                })
                .register("Approval", Void.class, String.class, (ctx, in) -> {
                    ctx.setCustomStatus(List.of("waiting"));
                    return ctx.waitForExternalEvent("Approval", String.class).await();
                })
                .register("Sleep", Integer.class, String.class, (ctx, millis) -> {
                    ctx.createTimer(Duration.ofMillis(millis)).await();
                    return "woke";
                })
                .register(
                        "Fragile",
                        String.class,
                        String.class,
                        (ctx, in) ->
                                ctx.callActivity("Fragile", in, String.class).await())
                .register(
                        "Parent",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callSubOrchestrator("Fragile", in, String.class)
                                        .await() + "!")
                .register(
                        "ParentOfFragile",
                        String.class,
                        String.class,
                        (ctx, child) -> ctx.callSubOrchestrator(
                                        "Fragile",
                                        child,
                                        child,
                                        new TaskOptions(new RetryPolicy(2, Duration.ofMillis(1))),
                                        String.class)
                                .await())
                .register(
                        "ParentOfApproval",
                        String.class,
                        String.class,
                        (ctx, child) -> ctx.callSubOrchestrator("Approval", null, child, String.class)
                                .await())
                .register("Count", Integer.class, List.class, (ctx, n) -> {
                    List<Integer> got = new ArrayList<>();
                    got.add(ctx.waitForExternalEvent("E", Integer.class).await());
                    if (n > 1) {
                        ctx.sendEvent("log", "Got", got.get(0));
                        ctx.continueAsNew(n - 1);
                    }
                    return got;
                })
                .register("Log", Integer.class, List.class, (ctx, n) -> {
                    List<Integer> got = new ArrayList<>();
                    while (got.size() < n) {
                        got.add(ctx.waitForExternalEvent("Got", Integer.class).await());
                    }
                    return got;
                })
                .register(
                        "SlowOne",
                        String.class,
                        String.class,
                        (ctx, in) -> ctx.callActivity("Slow", in, String.class).await())
                .register("BigOne", Integer.class, Integer.class, (ctx, size) -> {
                    String text = ctx.callActivity("Big", size, String.class).await();
                    ctx.waitForExternalEvent("Go").await();
                    return text.length();
                });
    }

    OrchestrationStatus completed(String id) throws TimeoutException {
        return client.waitForCompletion(id, LONG);
    }

    /** As after a crash of the process, but in it. */
    void restartEngine() {
        engine.close();
        engine = OrchestrationEngine.builder(code(), database).build().start();
        client = engine.client();
    }
}
