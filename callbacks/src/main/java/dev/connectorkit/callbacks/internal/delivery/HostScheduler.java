package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import dev.connectorkit.callbacks.internal.store.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts with deliveries, in the order in which they can be served. Their number is bounded; those beyond it are found again in
 * the store. Thread-safe.
 */
final class HostScheduler {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final int MOST = 20_000;
    private static final int HOSTS_AT_ONCE = 64;
    private static final int MOST_ANSWERED = 50_000;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final int inAll;
    private final int perHost;
    private final Map<String, HostCircuit> byHost = new HashMap<>();
    private final TreeSet<HostCircuit> order = new TreeSet<>(
            Comparator.comparing((HostCircuit circuit) -> circuit.position).thenComparing(circuit -> circuit.host));

    /** Hosts with due deliveries and no room, which time alone can give. */
    private final Set<HostCircuit> full = new LinkedHashSet<>();

    /** Subscriptions that have answered since the start, the last ones. */
    private final Map<String, Boolean> answered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_ANSWERED;
        }
    };

    private int free;

    HostScheduler(Clock clock, LongSupplier nanoTime, int inAll, int perHost) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.inAll = inAll;
        this.free = inAll;
        this.perHost = perHost;
    }

    private HostCircuit.Limits limits() {
        return new HostCircuit.Limits(perHost, free <= inAll / 2, nanoTime.getAsLong());
    }

    /** Announces a delivery to this host that is due then. */
    synchronized void hint(String host, Instant due) {
        HostCircuit circuit = byHost.get(host);
        if (circuit == null) {
            if (byHost.size() >= MOST && !forgetOneLaterThan(due)) {
                return;
            }
            circuit = new HostCircuit(host);
            byHost.put(host, circuit);
        }
        circuit.hint(due);
        place(circuit);
        notifyAll();
    }

    /** Forgets one of the hosts with the latest due times; returns whether there was one. */
    private boolean forgetOneLaterThan(Instant due) {
        for (HostCircuit last : order.descendingSet()) {
            if (last.position == null || !last.position.isAfter(due)) {
                return false;
            }
            if (last.isWaiting()) {
                order.remove(last);
                byHost.remove(last.host);
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the hosts to be served now, and the number of deliveries to claim for each. The room is shared evenly, and reserved
     * until {@link #took} reports how much of it was needed.
     */
    synchronized Map<String, ClaimRequest> take() {
        Instant now = clock.instant();
        List.copyOf(full).forEach(this::place);
        Map<String, ClaimRequest> taken = new LinkedHashMap<>();
        int hosts = 0;
        for (HostCircuit circuit : order) {
            if (hosts == HOSTS_AT_ONCE || circuit.position == null || circuit.position.isAfter(now)) {
                break;
            }
            hosts++;
        }
        while (free > 0 && hosts > 0) {
            HostCircuit circuit = order.first();
            int share = Math.max(1, free / hosts);
            int room = Math.min(share, circuit.room(limits()));
            taken.put(circuit.host, new ClaimRequest(room, subscription -> allowance(circuit, subscription)));
            circuit.reserve(room);
            free -= room;
            place(circuit);
            hosts--;
        }
        return taken;
    }

    private synchronized int allowance(HostCircuit circuit, String subscription) {
        return circuit.allowance(subscription, answered.containsKey(subscription), limits());
    }

    /** Reports the result of a claim: the deliveries that it found for a host. */
    synchronized void took(String host, int expected, List<Delivery> found, CallbackStore.HostState state) {
        HostCircuit circuit = byHost.get(host);
        if (circuit == null) {
            return;
        }
        circuit.unreserve(expected);
        free += expected - found.size();
        found.forEach(delivery -> circuit.started(delivery.id(), delivery.subscriptionId(), nanoTime.getAsLong()));
        if (state.nextDue() != null) {
            circuit.hint(state.nextDue());
        }
        if (state.blocked()) {
            circuit.block();
        }
        settle(circuit);
        notifyAll();
    }

    /** Reports that an attempt has ended and its outcome is stored. */
    void ended(Delivery delivery, AttemptResult result, @Nullable Instant nextDue) {
        boolean trippedBefore;
        boolean tripped;
        synchronized (this) {
            free++;
            if (result.status() != 0 && result.status() < 500) {
                answered.put(delivery.subscriptionId(), true);
            } else {
                answered.remove(delivery.subscriptionId());
            }
            HostCircuit circuit = byHost.get(delivery.host());
            if (circuit == null) {
                return;
            }
            trippedBefore = circuit.isTripped();
            circuit.ended(delivery.id(), result, clock.instant());
            tripped = circuit.isTripped();
            if (nextDue != null) {
                circuit.hint(nextDue);
            }
            settle(circuit);
            notifyAll();
        }
        if (tripped && !trippedBefore) {
            LOG.warn(
                    "Circuit for {} opened for {} (max {}) after {} connection failures in a row",
                    delivery.host(),
                    HostCircuit.FIRST_PAUSE,
                    HostCircuit.LONGEST_PAUSE,
                    HostCircuit.FAILURES_TO_OPEN);
        } else if (trippedBefore && !tripped) {
            LOG.info("Circuit for {} closed", delivery.host());
        }
    }

    /** Makes deliveries due that were passed over for lack of memory. */
    synchronized void unblockAll() {
        Instant now = clock.instant();
        for (HostCircuit circuit : List.copyOf(byHost.values())) {
            if (circuit.isBlocked()) {
                circuit.unblock(now);
                place(circuit);
            }
        }
        notifyAll();
    }

    /** Waits until a host can be served, but no longer than this; may return early. */
    @SuppressWarnings("WaitNotInLoop") // the caller's loop looks again at everything
    synchronized void await(Duration longest) throws InterruptedException {
        Instant now = clock.instant();
        long millis = longest.toMillis();
        Instant first = free > 0 && !order.isEmpty() ? order.first().position : null;
        if (first != null) {
            millis = Math.min(millis, Duration.between(now, first).toMillis());
        }
        if (millis > 0) {
            wait(millis);
        }
    }

    synchronized void wake() {
        notifyAll();
    }

    /** Waits until nothing is in progress, but no longer than this; returns whether nothing is. */
    synchronized boolean awaitEmpty(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (free < inAll) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    private void settle(HostCircuit circuit) {
        place(circuit);
        if (circuit.isIdle(clock.instant())) {
            byHost.remove(circuit.host);
        }
    }

    private void place(HostCircuit circuit) {
        if (circuit.position != null) {
            order.remove(circuit);
        }
        circuit.position = circuit.servable(limits());
        if (circuit.position != null) {
            order.add(circuit);
        }
        if (circuit.position == null && circuit.hasDue()) {
            full.add(circuit);
        } else {
            full.remove(circuit);
        }
    }
}
