package dev.connectorkit.sdk.action;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests that wait a moment for the end of the operation that they have started on this node. */
final class FastPath {

    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

    /** Before it is started, so that its end is not missed. */
    void expect(String id) {
        waiting.put(id, new CountDownLatch(1));
    }

    /** It has ended, or will not start now. */
    void ended(String id) {
        CountDownLatch latch = waiting.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    void await(String id, Duration time) {
        CountDownLatch latch = waiting.get(id);
        if (latch == null) {
            return;
        }
        try {
            boolean ended = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                waiting.remove(id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
