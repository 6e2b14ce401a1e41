package dev.connectorkit.http;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The calls of resource methods in progress. Reports those that exceed the time limit, while they hang. One look at all calls in
 * each time limit takes the place of one timer for each call. Thread-safe.
 */
final class RunningCalls {

    /** A call in progress. */
    static final class Call {

        private final Method method;
        private final long start = System.nanoTime();

        private Call(Method method) {
            this.method = method;
        }
    }

    private final long limit;
    private final Consumer<Method> late;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();

    /** @param late receives the method of each call that exceeds the limit, once a call */
    RunningCalls(Duration limit, Consumer<Method> late) {
        this.limit = limit.toNanos();
        this.late = late;
    }

    Call begin(Method method) {
        Call call = new Call(method);
        running.add(call);
        watch();
        return call;
    }

    void end(Call call) {
        running.remove(call);
    }

    private void watch() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            lookIn(limit);
        }
    }

    private void lookIn(long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
                .execute(this::look);
    }

    /** No call exceeds the limit before the next look: it comes when the oldest one would, and later calls would later. */
    private void look() {
        long now = System.nanoTime();
        long next = limit;
        try {
            for (Call call : List.copyOf(running)) {
                long left = call.start + limit - now;
                next = left <= 0 ? next : Math.min(next, left);
                if (left <= 0 && running.remove(call)) {
                    late.accept(call.method);
                }
            }
        } finally {
            if (running.isEmpty()) {
                watching.set(false);
                if (!running.isEmpty()) {
                    watch();
                }
            } else {
                lookIn(next);
            }
        }
    }
}
