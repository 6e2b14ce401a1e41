package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.SupervisedThread;
import dev.connectorkit.storage.Threads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;
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
    private static final Duration PROBE_MARGIN = Duration.ofSeconds(5);
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

    private final EventBodies bodies;

    /** Deliveries whose leases are renewed; others that this node has claimed become due again. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean sweepNow = new AtomicBoolean(true);
    private final AtomicBoolean fanningOut = new AtomicBoolean();
    private final Duration probe;

    private final Timer nextSweep = new Timer();
    private final Timer nextRenewal = new Timer();
    private final Timer nextHousekeeping = new Timer();
    private final Timer nextReclaim = new Timer();
    private final Outage outage = new Outage(LOG);
    private String sweptTo = "";
    private volatile @Nullable SupervisedThread thread;

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
        this.hosts = new HostScheduler(
                clock, System::nanoTime, policy.maxConcurrentAttempts(), policy.maxConcurrentAttemptsPerHost());
        this.bodies = new EventBodies(store, policy.maxBytesInFlight());
        this.probe = policy.attemptTimeout().plus(PROBE_MARGIN);
        this.lease = policy.lease();
        this.nextRenewal.in(lease.dividedBy(3));
        // No more threads than attempts; no limit, as a thread may still be returning when its attempt has ended.
        this.resolving = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.daemon("connectorkit-resolver"));
    }

    void start() {
        thread = SupervisedThread.start("connectorkit-deliveries", this::run);
    }

    /** Returns whether the thread runs. */
    boolean isRunning() {
        SupervisedThread started = thread;
        return started != null && started.isRunning();
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

    private void run(SupervisedThread self) throws InterruptedException {
        while (!self.isClosing()) {
            try {
                look();
                Map<String, ClaimRequest> requests = hosts.take();
                if (requests.isEmpty()) {
                    hosts.await(LONGEST_WAIT);
                } else {
                    serve(requests);
                }
            } catch (StorageException e) {
                outage.begin(e);
                hosts.await(LONGEST_WAIT);
            } catch (RuntimeException e) {
                LOG.error("The delivery loop failed and continues", e);
                hosts.await(LONGEST_WAIT);
            }
        }
    }

    private void look() {
        if (sweepNow.getAndSet(false) || nextSweep.isOver()) {
            CallbackStore.HostPage page = store.hosts(sweptTo);
            outage.end();
            List<CallbackStore.HostDue> due = page.hosts();
            due.forEach(host -> hosts.hint(host.host(), host.due()));
            boolean more = due.size() == CallbackStore.PAGE;
            sweptTo = more ? due.get(due.size() - 1).host() : "";
            nextSweep.in(more ? Duration.ZERO : SWEEP);
            if (page.fanOut() && fanningOut.compareAndSet(false, true)) {
                fanOut();
            }
        }
        if (nextReclaim.isOver()) {
            nextReclaim.in(SWEEP);
            store.reclaim().exceptionally(e -> {
                LOG.error("Expired leases could not be reclaimed", e);
                return false;
            });
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

    /** Makes deliveries of large publications, a bounded number at a time, until all are made. */
    private void fanOut() {
        var unused = store.fanOut().whenComplete((made, failure) -> {
            if (failure != null) {
                LOG.error("The deliveries of an event could not be made yet", failure);
            }
            if (failure != null || made.isEmpty()) {
                fanningOut.set(false);
            } else {
                hint(made.get());
                fanOut();
            }
        });
    }

    private void serve(Map<String, ClaimRequest> requests) {
        CallbackStore.Claimed claimed;
        try {
            claimed = store.claim(requests, bodies.budget(), claim, lease, probe);
        } catch (RuntimeException | Error e) {
            CallbackStore.HostState later =
                    new CallbackStore.HostState(clock.instant().plus(SWEEP), false);
            requests.forEach((host, request) -> hosts.took(host, request.limit(), List.of(), later));
            throw e;
        }
        requests.forEach((host, request) -> {
            List<Delivery> found = claimed.deliveries().stream()
                    .filter(delivery -> delivery.host().equals(host))
                    .toList();
            hosts.took(
                    host,
                    request.limit(),
                    found,
                    Objects.requireNonNull(claimed.states().get(host)));
        });
        claimed.deliveries().forEach(delivery -> underWay.add(delivery.id()));
        claimed.deliveries().forEach(this::begin);
    }

    /** Never throws, so that each claimed delivery ends its claim. */
    private void begin(Delivery claimed) {
        Delivery delivery = claimed;
        try {
            Optional<Delivery> loaded = bodies.load(claimed);
            if (loaded.isEmpty()) {
                giveBack(claimed, AttemptResult.failed(AttemptResult.Failure.LOCAL, "its event was removed"));
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
            giveBack(delivery, FailureClassifier.local(e));
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

    /** Releases a delivery without an attempt. */
    private void giveBack(Delivery delivery, AttemptResult result) {
        underWay.remove(delivery.id());
        Instant again = clock.instant().plus(SWEEP);
        var unused = store.release(claim, delivery.id(), again).whenComplete((released, failure) -> {
            free(delivery);
            hosts.ended(delivery, result, again);
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

    /** Claims nothing more, waits for attempts in progress, and releases the others. */
    void stop(Duration grace) {
        SupervisedThread started = thread;
        thread = null;
        if (started == null) {
            return;
        }
        long end = System.nanoTime() + grace.toNanos();
        started.requestClose();
        hosts.wake();
        boolean interrupted = false;
        try {
            // An interrupt would fail the attempts that the thread is just beginning.
            if (!started.join(grace)) {
                started.close();
            }
            if (!hosts.awaitEmpty(Duration.ofNanos(end - System.nanoTime()))) {
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

    /** Time that passes on the injected clock or on the JVM's own, whichever is first: an injected one may stand still. */
    private final class Timer {

        private volatile long nanos = System.nanoTime();
        private volatile Instant end = Instant.EPOCH;
        private volatile boolean set = true;

        boolean isOver() {
            return set && (System.nanoTime() - nanos >= 0 || !clock.instant().isBefore(end));
        }

        void in(Duration wait) {
            nanos = System.nanoTime() + wait.toNanos();
            end = clock.instant().plus(wait);
            set = true;
        }

        void never() {
            set = false;
        }
    }
}
