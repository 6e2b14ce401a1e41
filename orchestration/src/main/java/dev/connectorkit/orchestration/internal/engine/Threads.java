package dev.connectorkit.orchestration.internal.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of an engine. */
final class Threads {

    private Threads() {}

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Turns compute and write: one per processor. */
    static ExecutorService forTurns() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Executors.newFixedThreadPool(Math.max(2, processors), named("orchestration-turn"));
    }

    /** As many threads as activities may run at once. */
    static ExecutorService forActivities(int parallel) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                parallel, parallel, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("orchestration-activity"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
