package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.callbacks.internal.store.PayloadBudget;
import dev.connectorkit.storage.Threads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts at deliveries that this node has claimed: begins them, and stores and reports their outcomes. Thread-safe. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final CallbackStore store;
    private final String claim;
    private final AttemptSender sender;
    private final RetryDecider decider;
    private final OutcomeReporter reporter;
    private final HostScheduler hosts;
    private final EventBodies bodies;
    private final Clock clock;
    private final ExecutorService resolving;

    /** Deliveries whose leases are renewed; others that this node has claimed become due again. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Attempts(
            CallbackStore store,
            String claim,
            AttemptSender sender,
            RetryDecider decider,
            OutcomeReporter reporter,
            HostScheduler hosts,
            EventBodies bodies,
            Clock clock) {
        this.store = store;
        this.claim = claim;
        this.sender = sender;
        this.decider = decider;
        this.reporter = reporter;
        this.hosts = hosts;
        this.bodies = bodies;
        this.clock = clock;
        // No more threads than attempts; no limit, as a thread may still be returning when its attempt has ended.
        this.resolving = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.daemon("connectorkit-resolver"));
    }

    /**
     * Renews the leases of these deliveries from now on; returns those that were not under way. Of others the lease had expired, and
     * the attempt that is under way ends this claim too.
     */
    List<Delivery> add(List<Delivery> claimed) {
        return claimed.stream().filter(delivery -> underWay.add(delivery.id())).toList();
    }

    /** Returns the ids of the deliveries whose leases are renewed. */
    Set<String> underWay() {
        return underWay;
    }

    /** Returns the memory that is left for large payloads. */
    PayloadBudget budget() {
        return bodies.budget();
    }

    /** Begins an attempt. Never throws, so that each claimed delivery ends its claim. To be called by one thread at a time. */
    void begin(Delivery claimed) {
        Delivery delivery = claimed;
        try {
            Optional<Delivery> loaded = bodies.load(claimed);
            if (loaded.isEmpty()) {
                release(claimed, AttemptResult.failed(AttemptResult.Failure.LOCAL, "its event was removed"));
                return;
            }
            delivery = loaded.get();
            if (sender.isReady(delivery)) {
                attempt(delivery);
            } else {
                Delivery ready = delivery;
                resolving.execute(() -> attempt(ready));
            }
        } catch (Throwable e) {
            release(delivery, FailureClassifier.local(e));
            log(delivery, e);
        }
    }

    private static void log(Delivery delivery, Throwable failure) {
        try {
            LOG.error("The attempt at {} failed here", delivery, failure);
        } catch (Throwable alsoFailed) {
            // Without memory there is no log either.
        }
    }

    /** Releases a delivery whose attempt did not begin. */
    private void release(Delivery delivery, AttemptResult result) {
        underWay.remove(delivery.id());
        Instant again = clock.instant().plus(AGAIN);
        var unused = store.release(claim, new TreeSet<>(Set.of(delivery.id())), again)
                .whenComplete((released, failure) -> {
                    free(delivery);
                    hosts.ended(delivery, result, again);
                });
    }

    /** Gives deliveries back to the store that have no place here; they are due now, also for other nodes. */
    void giveBack(Collection<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        TreeSet<String> ids = new TreeSet<>();
        deliveries.forEach(delivery -> ids.add(delivery.id()));
        underWay.removeAll(ids);
        Instant now = clock.instant();
        var unused = store.release(claim, ids, now).whenComplete((released, failure) -> {
            if (failure != null) {
                LOG.warn("Deliveries that this node has no place for become due when their leases expire", failure);
            }
            deliveries.forEach(delivery -> hosts.hint(delivery.host(), now));
        });
    }

    private void free(Delivery delivery) {
        if (bodies.release(delivery)) {
            hosts.unblockAll();
        }
    }

    private void attempt(Delivery delivery) {
        Instant began = clock.instant();
        long start = System.nanoTime();
        var unused = send(delivery).whenComplete((result, failure) -> {
            AttemptResult known = failure == null ? result : FailureClassifier.local(failure);
            if (failure != null) {
                log(delivery, failure);
            }
            ended(delivery, known, began, (System.nanoTime() - start) / 1_000_000);
        });
    }

    private CompletableFuture<AttemptResult> send(Delivery delivery) {
        try {
            return sender.attempt(delivery);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(Delivery delivery, AttemptResult result, Instant began, long millis) {
        DeliveryDecision decision = decider.of(delivery, result, clock.instant());
        Attempt attempt =
                new Attempt(delivery, began, millis, result.status(), result.outcome(), result.answer(), decision);
        var unused = store.complete(attempt, claim).whenComplete((outcome, failure) -> {
            underWay.remove(delivery.id());
            free(delivery);
            Instant next = outcome == null ? null : outcome.nextDue();
            hosts.ended(delivery, result, next);
            if (failure != null) {
                LOG.error("{} will be sent again: the outcome of its attempt could not be stored", delivery, failure);
            } else {
                reporter.report(attempt, outcome);
            }
        });
    }

    /** Begins nothing more that waits for a name lookup. */
    void close() {
        resolving.shutdownNow();
    }
}
