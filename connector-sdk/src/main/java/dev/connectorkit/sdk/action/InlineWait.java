package dev.connectorkit.sdk.action;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests that wait for the end of an operation that they have started on this node. Thread-safe. */
final class InlineWait {

    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

    /** Announces a wait; called before the operation is started, so that its end is not missed. */
    void expect(String id) {
        waiting.put(id, new CountDownLatch(1));
    }

    /** Ends the wait for an operation that has ended. */
    void ended(String id) {
        CountDownLatch latch = waiting.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    /** Waits until the operation has ended, or no longer than this; ends with the first of several that wait for the same. */
    void await(String id, Duration time) {
        CountDownLatch latch = waiting.get(id);
        if (latch == null) {
            return;
        }
        try {
            var unused = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended(id); // others that wait for the same would miss its end
        }
    }
}
