package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Clients that wait for an instance to begin or to finish. Thread-safe. */
final class Waiters {

    /** One who waits. */
    static final class Waiter {

        private final String id;
        private final Predicate<RuntimeStatus> until;
        private final CountDownLatch latch = new CountDownLatch(1);
        private volatile @Nullable OrchestrationStatus result;

        private Waiter(String id, Predicate<RuntimeStatus> until) {
            this.id = id;
            this.until = until;
        }

        /** Waits; false if the time is over. */
        boolean await(Duration timeout) throws InterruptedException {
            return latch.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** The instance as it was, null if the waiter must look for itself. */
        @Nullable OrchestrationStatus result() {
            return result;
        }
    }

    private final Map<String, List<Waiter>> waiting = new ConcurrentHashMap<>();

    Waiter add(String id, Predicate<RuntimeStatus> until) {
        Waiter waiter = new Waiter(id, until);
        waiting.compute(id, (key, all) -> {
            List<Waiter> more = all == null ? new ArrayList<>(1) : new ArrayList<>(all);
            more.add(waiter);
            return more;
        });
        return waiter;
    }

    void remove(Waiter waiter) {
        waiting.computeIfPresent(waiter.id, (key, all) -> {
            List<Waiter> left = new ArrayList<>(all);
            left.remove(waiter);
            return left.isEmpty() ? null : left;
        });
    }

    void changed(OrchestrationStatus status) {
        for (Waiter waiter : waiting.getOrDefault(status.instanceId(), List.of())) {
            if (waiter.until.test(status.runtimeStatus())) {
                waiter.result = status;
                waiter.latch.countDown();
            }
        }
    }

    /** Has those who wait for an instance look for themselves. */
    void look(String id) {
        waiting.getOrDefault(id, List.of()).forEach(waiter -> waiter.latch.countDown());
    }

    /** The instances for which somebody waits. */
    Set<String> ids() {
        return Set.copyOf(waiting.keySet());
    }
}
