package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.store.QueryStore;
import dev.connectorkit.orchestration.internal.store.Snapshot;
import dev.connectorkit.storage.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for one instance, and not for another that has its id later. Thread-safe. */
record InstanceWaits(Database database, QueryStore queries, Waiters waiters) {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    OrchestrationStatus await(String id, @Nullable Duration timeout, Predicate<RuntimeStatus> until)
            throws TimeoutException {
        Waiters.Waiter waiter = waiters.add(id, until);
        try {
            Waiters.Known known = waiters.known(id);
            if (known != null && !waiter.isMet(known.status())) {
                waiter.expect(known.origin());
                return await(waiter, id, known, timeout);
            }
            Snapshot first = snapshot(id);
            waiter.expect(first.origin());
            return waiter.isMet(first.status().runtimeStatus())
                    ? first.status()
                    : await(
                            waiter,
                            id,
                            new Waiters.Known(first.origin(), first.status().runtimeStatus()),
                            timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("Interrupted while waiting for instance " + id);
        } finally {
            waiters.remove(waiter);
        }
    }

    private OrchestrationStatus await(Waiters.Waiter waiter, String id, Waiters.Known first, @Nullable Duration timeout)
            throws InterruptedException, TimeoutException {
        long limit = Limits.timeout(timeout);
        long begin = System.nanoTime();
        RuntimeStatus seen = first.status();
        while (true) {
            long left = limit - (System.nanoTime() - begin);
            if (left <= 0) {
                throw new TimeoutException("Instance " + id + " is " + seen + " after " + timeout);
            }
            waiter.await(Math.min(left, LONGEST_WAIT_NANOS));
            OrchestrationStatus result = waiter.result();
            if (result != null && result.runtimeStatus() != RuntimeStatus.FAILED) {
                return result;
            }
            Optional<Snapshot> now = find(id).filter(each -> each.origin().equals(first.origin()));
            if (now.isEmpty() && result != null) {
                return result;
            }
            // A failure may be from before a rewind that was requested since.
            OrchestrationStatus status =
                    now.orElseThrow(() -> new InstanceNotFoundException(id)).status();
            seen = status.runtimeStatus();
            if (waiter.isMet(seen)) {
                return status;
            }
        }
    }

    private Snapshot snapshot(String id) {
        return find(id).orElseThrow(() -> new InstanceNotFoundException(id));
    }

    private Optional<Snapshot> find(String id) {
        return database.read(tx -> queries.snapshot(tx, id));
    }
}
