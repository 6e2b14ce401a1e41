package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.Handover;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.SupervisedThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that claims due deliveries and begins attempts at them. It learns of hosts with due deliveries from hints, and from a sweep
 * over the index of due times, a thousand hosts at a time, that finds hosts no hint announced. Deliveries that publications of this
 * node hand over are claimed already, and begin without being looked for.
 */
final class DeliveryLoop implements Handover {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration PROBE_MARGIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final CallbackStore store;
    private final Clock clock;
    private final HostScheduler hosts;
    private final Attempts attempts;
    private final Upkeep upkeep;
    private final LargeEvents largeEvents;
    private final String claim = UUID.randomUUID().toString();
    private final Duration lease;
    private final Duration probe;
    private final AtomicBoolean sweepNow = new AtomicBoolean(true);
    private final Timer nextSweep;
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
        this.clock = clock;
        this.lease = policy.lease();
        this.probe = policy.attemptTimeout().plus(PROBE_MARGIN);
        this.nextSweep = new Timer(clock);
        this.hosts = new HostScheduler(
                clock, System::nanoTime, policy.maxConcurrentAttempts(), policy.maxConcurrentAttemptsPerHost());
        EventBodies bodies = new EventBodies(store, policy.maxBytesInFlight());
        this.attempts = new Attempts(store, claim, sender, decider, reporter, hosts, bodies, clock);
        this.upkeep = new Upkeep(store, claim, lease, policy.maxAge(), attempts::underWay, clock);
        this.largeEvents = new LargeEvents(store, this, hosts, clock);
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

    @Override
    public String claim() {
        return claim;
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public boolean offer(Delivery delivery) {
        return isRunning() && hosts.offer(delivery);
    }

    @Override
    public void withdraw(List<Delivery> offered) {
        hosts.withdraw(offered);
    }

    @Override
    public void accept(List<Delivery> stored) {
        List<Delivery> unused = attempts.add(stored); // all are new
        if (!hosts.accept(stored)) {
            attempts.giveBack(stored);
        }
    }

    private void run(SupervisedThread self) throws InterruptedException {
        boolean handedFirst = false;
        while (!self.isClosing()) {
            try {
                look();
                // In turns, so that neither kind has all places.
                handedFirst = !handedFirst;
                boolean begun = handedFirst && begin();
                Map<String, ClaimRequest> requests = hosts.take();
                if (!requests.isEmpty()) {
                    serve(requests);
                }
                begun |= !handedFirst && begin();
                if (requests.isEmpty() && !begun) {
                    hosts.await(LONGEST_WAIT);
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
            if (page.fanOut()) {
                largeEvents.announce();
            }
        }
        largeEvents.look();
        upkeep.look();
    }

    /** Begins deliveries that were handed over; returns whether there were any. */
    private boolean begin() {
        HandedBegun handed = hosts.begin();
        attempts.giveBack(handed.given());
        handed.begun().forEach(attempts::begin);
        return !handed.begun().isEmpty();
    }

    private void serve(Map<String, ClaimRequest> requests) {
        CallbackStore.Claimed claimed;
        try {
            claimed = store.claim(requests, attempts.budget(), claim, lease, probe);
        } catch (RuntimeException | Error e) {
            CallbackStore.HostState later =
                    new CallbackStore.HostState(clock.instant().plus(SWEEP), false);
            requests.forEach((host, request) -> hosts.took(host, request.limit(), List.of(), later));
            throw e;
        }
        List<Delivery> added = attempts.add(claimed.deliveries());
        requests.forEach((host, request) -> {
            List<Delivery> found = added.stream()
                    .filter(delivery -> delivery.host().equals(host))
                    .toList();
            hosts.took(
                    host,
                    request.limit(),
                    found,
                    Objects.requireNonNull(claimed.states().get(host)));
        });
        added.forEach(attempts::begin);
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
        hosts.close();
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
        attempts.close();
        try {
            store.release(claim);
        } catch (StorageException e) {
            LOG.warn("Claimed deliveries become due when their leases expire", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
