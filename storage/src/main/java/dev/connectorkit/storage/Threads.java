package dev.connectorkit.storage;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Factories of daemon threads, which never keep the process alive. */
public final class Threads {

    private Threads() {}

    /** Returns a factory of daemon threads named {@code name-1}, {@code name-2} and so on. Thread-safe. */
    public static ThreadFactory daemon(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
