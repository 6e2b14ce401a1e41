package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.store.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

        /** Waits for a change, or until the time elapses. */
        void await(long nanos) throws InterruptedException {
            boolean unused = changes.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            changes.drainPermits();
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

    /**
     * An instance that a client of this node has started and whose end was not reported.
     *
     * @param origin distinguishes it from others that had its id
     * @param status its status when it was last reported
     */
    record Known(String origin, RuntimeStatus status) {}

    private static final int MOST_KNOWN = 10_000;

    private final Map<String, List<Waiter>> waiting = new ConcurrentHashMap<>();

    /** The last ones, so that to wait for one that was just started needs no read. */
    private final Map<String, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /** Records an instance that is stored, before its first turn. */
    void started(String id, String origin) {
        synchronized (known) {
            known.put(id, new Known(origin, RuntimeStatus.PENDING));
        }
    }

    /** Returns an instance that was started here, null if it has ended or is unknown. A waiter is added before this. */
    @Nullable Known known(String id) {
        synchronized (known) {
            return known.get(id);
        }
    }

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
        String id = snapshot.status().instanceId();
        RuntimeStatus status = snapshot.status().runtimeStatus();
        synchronized (known) {
            if (status.isFinished()) {
                known.remove(id);
            } else {
                known.computeIfPresent(id, (key, before) -> new Known(before.origin(), status));
            }
        }
        waiting.getOrDefault(id, List.of()).forEach(waiter -> waiter.changed(snapshot));
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
