package dev.connectorkit.orchestration.internal.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
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

    /** As many threads as activities may run at once; virtual ones where there are any. */
    static ExecutorService forActivities(int parallel) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                parallel, parallel, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), virtualOrNamed());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Virtual threads came with Java 21. */
    private static ThreadFactory virtualOrNamed() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named =
                    type.getMethod("name", String.class, long.class).invoke(builder, "orchestration-activity-", 1L);
            Method factory = type.getMethod("factory");
            return (ThreadFactory) factory.invoke(named);
        } catch (NoSuchMethodException
                | ClassNotFoundException
                | IllegalAccessException
                | InvocationTargetException e) {
            return named("orchestration-activity");
        }
    }
}
