package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.Verdict;
import dev.connectorkit.callbacks.internal.store.Wanted;
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
import org.slf4j.event.Level;

/**
 * One thread that claims what is due, hands it to the {@link Courier} and writes down what came of it. Hosts with something due are
 * known from hints, and from a sweep over the index of due times, a thousand hosts at a time, that finds what no hint told of.
 */
final class DeliveryLoop {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration TIDYING = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final CallbackStore store;
    private final DeliveryPolicy policy;
    private final Courier courier;
    private final Judge judge;
    private final DeliveryMetrics metrics;
    private final Clock clock;
    private final Lanes lanes;
    private final String claim = UUID.randomUUID().toString();
    private final Duration lease;
    private final ExecutorService resolving;

    /** Only these leases are renewed: what was claimed, or has ended, unknown to this node becomes due again. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean sweepNow = new AtomicBoolean(true);
    private final Thread thread;
    private Instant nextSweep = Instant.EPOCH;
    private Instant nextRenewal;
    private volatile Instant nextTidying = Instant.EPOCH;
    private String sweptTo = "";
    private volatile boolean stopped;

    DeliveryLoop(
            CallbackStore store,
            DeliveryPolicy policy,
            Courier courier,
            Judge judge,
            DeliveryMetrics metrics,
            Clock clock) {
        this.store = store;
        this.policy = policy;
        this.courier = courier;
        this.judge = judge;
        this.metrics = metrics;
        this.clock = clock;
        this.lanes = new Lanes(clock, policy.concurrency(), policy.concurrencyPerHost());
        this.lease = policy.lease();
        this.nextRenewal = clock.instant().plus(lease.dividedBy(3));
        // No more threads than attempts; no limit, as a thread may still be on its way back when its attempt has ended.
        this.resolving = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DeliveryLoop::daemon);
        this.thread = daemon(this::run);
        thread.setName("connectorkit-deliveries");
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "connectorkit-courier");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        thread.start();
    }

    /** Something is due now for these hosts. */
    void hint(Collection<String> hosts) {
        Instant now = clock.instant();
        hosts.forEach(host -> lanes.hint(host, now));
    }

    /** Something is due, nobody says for whom. */
    void sweep() {
        sweepNow.set(true);
        lanes.wake();
    }

    private void run() {
        while (!stopped) {
            try {
                look();
                Map<String, Wanted> taken = lanes.take();
                if (taken.isEmpty()) {
                    lanes.await(LONGEST_WAIT);
                } else {
                    serve(taken);
                }
            } catch (StorageException e) {
                LOG.error("Deliveries wait for the database", e);
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("Deliveries go on after a failure", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            lanes.await(LONGEST_WAIT);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private void look() {
        Instant now = clock.instant();
        if (sweepNow.getAndSet(false) || !now.isBefore(nextSweep)) {
            List<CallbackStore.HostDue> hosts = store.hosts(sweptTo);
            hosts.forEach(host -> lanes.hint(host.host(), host.due()));
            boolean more = hosts.size() == CallbackStore.PAGE;
            sweptTo = more ? hosts.get(hosts.size() - 1).host() : "";
            nextSweep = more ? now : now.plus(SWEEP);
        }
        if (!now.isBefore(nextTidying)) {
            nextTidying = Instant.MAX;
            var unused = store.tidy(policy.maxAge()).whenComplete((more, failure) -> {
                if (failure != null) {
                    LOG.error("What is old was not removed", failure);
                }
                nextTidying = failure == null && more ? now : now.plus(TIDYING);
            });
        }
        if (!now.isBefore(nextRenewal)) {
            nextRenewal = now.plus(lease.dividedBy(3));
            store.renew(claim, new TreeSet<>(underWay), lease).exceptionally(e -> {
                LOG.error("Leases were not renewed", e);
                return false;
            });
        }
    }

    private void serve(Map<String, Wanted> taken) {
        CallbackStore.Claimed claimed;
        try {
            claimed = store.claim(taken, claim, lease);
        } catch (RuntimeException e) {
            taken.forEach((host, wanted) ->
                    lanes.took(host, wanted.most(), 0, clock.instant().plus(SWEEP)));
            throw e;
        }
        taken.forEach((host, wanted) -> {
            int found = (int) claimed.deliveries().stream()
                    .filter(delivery -> delivery.host().equals(host))
                    .count();
            lanes.took(host, wanted.most(), found, claimed.nextDue().get(host));
        });
        claimed.deliveries().forEach(delivery -> underWay.add(delivery.id()));
        for (Delivery delivery : claimed.deliveries()) {
            if (courier.isReady(delivery)) {
                attempt(delivery);
            } else {
                resolving.execute(() -> attempt(delivery));
            }
        }
    }

    private void attempt(Delivery delivery) {
        Instant began = clock.instant();
        long start = System.nanoTime();
        var unused = answer(delivery).whenComplete((answer, failure) -> {
            Answer known = failure == null ? answer : Failures.of(failure);
            if (failure != null) {
                LOG.error("The attempt at {} failed here", delivery, failure);
            }
            ended(delivery, known, began, (System.nanoTime() - start) / 1_000_000);
        });
    }

    private CompletableFuture<Answer> answer(Delivery delivery) {
        try {
            return courier.attempt(delivery);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(Delivery delivery, Answer answer, Instant began, long millis) {
        Verdict verdict = judge.of(delivery, answer, clock.instant());
        Attempt attempt = new Attempt(delivery, began, millis, answer.status(), answer.outcome(), verdict);
        var unused = store.complete(attempt, claim).whenComplete((outcome, failure) -> {
            underWay.remove(delivery.id());
            Instant next = outcome == null ? null : outcome.nextDue();
            lanes.ended(delivery.host(), delivery.subscriptionId(), answer, next);
            if (failure != null) {
                LOG.error("{} will be sent again: its attempt could not be written down", delivery, failure);
            } else {
                metrics.attempted(attempt, outcome);
                log(attempt);
            }
        });
    }

    private static void log(Attempt attempt) {
        Verdict verdict = attempt.verdict();
        boolean again = verdict instanceof Verdict.Later || verdict instanceof Verdict.Refused;
        Level level = verdict instanceof Verdict.Delivered ? Level.DEBUG : again ? Level.INFO : Level.WARN;
        LOG.atLevel(level)
                .addKeyValue("deliveryId", attempt.delivery().id())
                .addKeyValue("subscriptionId", attempt.delivery().subscriptionId())
                .log("{}: {} in {} ms, {}", attempt.delivery(), attempt.outcome(), attempt.millis(), verdict);
    }

    /** Claims nothing more, waits for what is under way, and gives the rest back. */
    void stop(Duration grace) {
        stopped = true;
        lanes.wake();
        boolean interrupted = false;
        try {
            thread.join();
            if (!lanes.awaitEmpty(policy.concurrency(), grace)) {
                LOG.warn("Some attempts are still under way; they will be made again, with the same id");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        resolving.shutdownNow();
        try {
            store.release(claim);
        } catch (StorageException e) {
            LOG.warn("What was claimed becomes due when its lease ends", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
