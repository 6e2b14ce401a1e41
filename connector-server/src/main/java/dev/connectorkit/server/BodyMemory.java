package dev.connectorkit.server;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the memory that bodies take together, from their arrival until they are answered. Thread-safe. */
final class BodyMemory {

    private final AtomicLong free;

    BodyMemory(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** Returns false, and takes nothing, if there is not enough. */
    boolean take(long bytes) {
        return free.getAndUpdate(now -> now >= bytes ? now - bytes : now) >= bytes;
    }

    void give(long bytes) {
        free.addAndGet(bytes);
    }
}
