package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that claims due deliveries, passes them to the {@link AttemptSender} and stores the outcomes. It learns of hosts with due
 * deliveries from hints, and from a sweep over the index of due times, a thousand hosts at a time, that finds hosts no hint
 * announced.
 */
final class DeliveryLoop {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final CallbackStore store;
    private final DeliveryPolicy policy;
    private final AttemptSender sender;
    private final RetryDecider decider;
    private final OutcomeReporter reporter;
    private final Clock clock;
    private final HostScheduler hosts;
    private final String claim = UUID.randomUUID().toString();
    private final Duration lease;
    private final ExecutorService resolving;

    /** Deliveries whose leases are renewed; others that this node has claimed become due again. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean sweepNow = new AtomicBoolean(true);
    private final Thread thread;

    /** These go by the JVM's time, as an injected clock may stand still. */
    private final Timer nextSweep = new Timer();

    private final Timer nextRenewal = new Timer();
    private final Timer nextHousekeeping = new Timer();
    private String sweptTo = "";
    private volatile boolean stopped;

    DeliveryLoop(
            CallbackStore store,
            DeliveryPolicy policy,
            AttemptSender sender,
            RetryDecider decider,
            OutcomeReporter reporter,
            Clock clock) {
        this.store = store;
        this.policy = policy;
        this.sender = sender;
        this.decider = decider;
        this.reporter = reporter;
        this.clock = clock;
        this.hosts = new HostScheduler(clock, policy.maxConcurrentAttempts(), policy.maxConcurrentAttemptsPerHost());
        this.lease = policy.lease();
        this.nextRenewal.in(lease.dividedBy(3));
        // No more threads than attempts; no limit, as a thread may still be returning when its attempt has ended.
        this.resolving = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DeliveryLoop::daemon);
        this.thread = daemon(this::run);
        thread.setName("connectorkit-deliveries");
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "connectorkit-resolver");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.start();
    }

    /** Announces deliveries that are due now to these hosts. */
    void hint(Collection<String> due) {
        Instant now = clock.instant();
        due.forEach(host -> hosts.hint(host, now));
    }

    /** Announces due deliveries to unknown hosts. */
    void sweep() {
        sweepNow.set(true);
        hosts.wake();
    }

    private void run() {
        while (!stopped) {
            try {
                look();
                Map<String, ClaimRequest> requests = hosts.take();
                if (requests.isEmpty()) {
                    hosts.await(LONGEST_WAIT);
                } else {
                    serve(requests);
                }
            } catch (StorageException e) {
                LOG.error("Deliveries wait for the database", e);
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("The delivery loop failed and continues", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            hosts.await(LONGEST_WAIT);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void look() {
        if (sweepNow.getAndSet(false) || nextSweep.isOver()) {
            List<CallbackStore.HostDue> due = store.hosts(sweptTo);
            due.forEach(host -> hosts.hint(host.host(), host.due()));
            boolean more = due.size() == CallbackStore.PAGE;
            sweptTo = more ? due.get(due.size() - 1).host() : "";
            nextSweep.in(more ? Duration.ZERO : SWEEP);
        }
        if (nextHousekeeping.isOver()) {
            nextHousekeeping.never();
            var unused = store.tidy(policy.maxAge()).whenComplete((more, failure) -> {
                if (failure != null) {
                    LOG.error("Housekeeping failed; it is repeated in {}", HOUSEKEEPING, failure);
                }
                nextHousekeeping.in(failure == null && more ? Duration.ZERO : HOUSEKEEPING);
            });
        }
        if (nextRenewal.isOver()) {
            nextRenewal.in(lease.dividedBy(3));
            store.renew(claim, new TreeSet<>(underWay), lease).exceptionally(e -> {
                LOG.error("Leases could not be renewed", e);
                return false;
            });
        }
    }

    private void serve(Map<String, ClaimRequest> requests) {
        CallbackStore.Claimed claimed;
        try {
            claimed = store.claim(requests, claim, lease);
        } catch (RuntimeException | Error e) {
            requests.forEach((host, request) ->
                    hosts.took(host, request.most(), 0, clock.instant().plus(SWEEP)));
            throw e;
        }
        requests.forEach((host, request) -> {
            int found = (int) claimed.deliveries().stream()
                    .filter(delivery -> delivery.host().equals(host))
                    .count();
            hosts.took(host, request.most(), found, claimed.nextDue().get(host));
        });
        claimed.deliveries().forEach(delivery -> underWay.add(delivery.id()));
        for (Delivery delivery : claimed.deliveries()) {
            if (sender.isReady(delivery)) {
                attempt(delivery);
            } else {
                resolving.execute(() -> attempt(delivery));
            }
        }
    }

    private void attempt(Delivery delivery) {
        Instant began = clock.instant();
        long start = System.nanoTime();
        var unused = send(delivery).whenComplete((result, failure) -> {
            AttemptResult known = failure == null ? result : FailureClassifier.of(failure);
            if (failure != null) {
                LOG.error("The attempt at {} failed here", delivery, failure);
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
        Attempt attempt = new Attempt(delivery, began, millis, result.status(), result.outcome(), decision);
        var unused = store.complete(attempt, claim).whenComplete((outcome, failure) -> {
            underWay.remove(delivery.id());
            Instant next = outcome == null ? null : outcome.nextDue();
            hosts.ended(delivery.host(), delivery.subscriptionId(), result, next);
            if (failure != null) {
                LOG.error("{} will be sent again: the outcome of its attempt could not be stored", delivery, failure);
            } else {
                reporter.report(attempt, outcome);
            }
        });
    }

    /** Claims nothing more, waits for attempts in progress, and releases the others. */
    void stop(Duration grace) {
        if (stopped && !thread.isAlive()) {
            return;
        }
        stopped = true;
        hosts.wake();
        boolean interrupted = false;
        try {
            thread.join();
            if (!hosts.awaitEmpty(policy.maxConcurrentAttempts(), grace)) {
                LOG.warn("Some attempts are still in progress; they will be repeated, with the same id");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        resolving.shutdownNow();
        try {
            store.release(claim);
        } catch (StorageException e) {
            LOG.warn("Claimed deliveries become due when their leases expire", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Point in the JVM's own time. Thread-safe. */
    private static final class Timer {

        private volatile long end = System.nanoTime();
        private volatile boolean set = true;

        boolean isOver() {
            return set && System.nanoTime() - end >= 0;
        }

        void in(Duration wait) {
            end = System.nanoTime() + wait.toNanos();
            set = true;
        }

        void never() {
            set = false;
        }
    }
}
