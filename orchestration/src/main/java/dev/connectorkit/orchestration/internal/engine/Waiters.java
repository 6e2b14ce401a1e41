package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Clients that wait for an instance to start or to finish. Thread-safe. */
final class Waiters {

    /** A client that waits. */
    static final class Waiter {

        private final String id;
        private final Predicate<RuntimeStatus> until;
        private final Semaphore changes = new Semaphore(0);
        private volatile @Nullable String origin;
        private volatile @Nullable OrchestrationStatus result;

        private Waiter(String id, Predicate<RuntimeStatus> until) {
            this.id = id;
            this.until = until;
        }

        /** Sets the instance, among those that had the id one after the other. */
        void expect(String instanceOrigin) {
            origin = instanceOrigin;
        }

        boolean isMet(RuntimeStatus status) {
            return until.test(status);
        }

        /** Waits for a change; returns false if the time elapses first. */
        boolean await(long nanos) throws InterruptedException {
            boolean changed = changes.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            changes.drainPermits();
            return changed;
        }

        /** Returns the instance as it was when the condition was met, null if that is not known. */
        @Nullable OrchestrationStatus result() {
            return result;
        }

        private void changed(Snapshot snapshot) {
            if (snapshot.origin().equals(origin)) {
                if (!until.test(snapshot.status().runtimeStatus())) {
                    return;
                }
                result = snapshot.status();
            }
            changes.release();
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

    void changed(Snapshot snapshot) {
        waiting.getOrDefault(snapshot.status().instanceId(), List.of()).forEach(waiter -> waiter.changed(snapshot));
    }

    /** Requests those who wait for an instance to read it again. */
    void look(String id) {
        waiting.getOrDefault(id, List.of()).forEach(waiter -> waiter.changes.release());
    }

    /** Returns the instances for which clients wait. */
    Set<String> ids() {
        return Set.copyOf(waiting.keySet());
    }
}
