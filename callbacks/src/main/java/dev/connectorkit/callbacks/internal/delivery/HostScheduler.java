package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import dev.connectorkit.callbacks.internal.store.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which deliveries begin: those of the store, host by host, and those that publications of this node hand over. Thread-safe.
 */
final class HostScheduler {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final int HOSTS_AT_ONCE = 64;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final int inAll;
    private final int perHost;
    private final HostOrder order = new HostOrder();

    /** Hosts that deliveries were handed over to. */
    private final Set<HostCircuit> handing = new LinkedHashSet<>();

    private final RecentAnswers answered = new RecentAnswers();
    private final HandoverRoom handoverRoom = new HandoverRoom();
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
        HostCircuit circuit = order.findOrAdd(host, due);
        if (circuit != null) {
            circuit.hint(due);
            order.place(circuit, limits());
            notifyAll();
        }
    }

    /** Reserves room for a delivery that is being stored; returns false if it has to be claimed like others. */
    synchronized boolean offer(Delivery delivery) {
        if (!handoverRoom.isFor(delivery)) {
            return false;
        }
        HostCircuit circuit = order.findOrAdd(delivery.host(), clock.instant());
        if (circuit == null || !circuit.mayTakeOver() || allowance(circuit, delivery.subscriptionId()) <= 0) {
            return false;
        }
        circuit.offer(delivery.subscriptionId());
        handoverRoom.take(delivery);
        return true;
    }

    /** Gives up the room of deliveries that were offered. */
    synchronized void withdraw(List<Delivery> offered) {
        for (Delivery delivery : offered) {
            HostCircuit circuit = order.find(delivery.host());
            if (circuit != null) {
                circuit.handed().withdraw();
                forget(circuit, delivery);
                order.settle(circuit, limits(), clock.instant());
            }
        }
    }

    private void forget(HostCircuit circuit, Delivery delivery) {
        circuit.forget(delivery.subscriptionId());
        handoverRoom.free(delivery);
    }

    /** Takes over deliveries that were offered and are stored; returns false, and gives up their room, after {@link #close}. */
    synchronized boolean accept(List<Delivery> stored) {
        if (!handoverRoom.isOpen()) {
            withdraw(stored);
            return false;
        }
        long nanos = nanoTime.getAsLong();
        for (Delivery delivery : stored) {
            HostCircuit circuit = Objects.requireNonNull(order.find(delivery.host()));
            circuit.handed().accept(delivery, nanos);
            handing.add(circuit);
        }
        notifyAll();
        return true;
    }

    /** Takes nothing over any more. */
    synchronized void close() {
        handoverRoom.close();
        notifyAll();
    }

    /** Returns the number of deliveries that any host may be handed over now. */
    synchronized int roomToHandOver() {
        return handoverRoom.forAnyHost();
    }

    /** Begins deliveries that were handed over, as far as there is room, which hosts with other due deliveries share. */
    synchronized HandedBegun begin() {
        if (handing.isEmpty()) {
            return HandedBegun.NOTHING;
        }
        List<Delivery> begun = new ArrayList<>();
        List<Delivery> given = new ArrayList<>();
        int hosts = handing.size() + order.servable(clock.instant(), HOSTS_AT_ONCE);
        for (HostCircuit circuit : List.copyOf(handing)) {
            HandedDeliveries handed = circuit.handed();
            int room = Math.min(Math.min(free, Math.max(1, free / hosts)), circuit.room(limits()));
            while (room > 0 && handed.isReady()) {
                Delivery delivery = handed.next();
                // It counts itself.
                if (allowance(circuit, delivery.subscriptionId()) >= 0) {
                    circuit.begin(delivery, nanoTime.getAsLong());
                    handoverRoom.free(delivery);
                    free--;
                    room--;
                    begun.add(delivery);
                } else {
                    forget(circuit, delivery);
                    given.add(delivery);
                }
            }
            if (circuit.isTripped() || handed.isLate(nanoTime.getAsLong())) {
                List<Delivery> late = handed.giveUp();
                late.forEach(delivery -> forget(circuit, delivery));
                given.addAll(late);
            }
            if (!handed.isReady()) {
                handing.remove(circuit);
            }
            order.settle(circuit, limits(), clock.instant());
            hosts--;
        }
        return new HandedBegun(begun, given);
    }

    /**
     * Returns the hosts to be served now, and the number of deliveries to claim for each. The room is shared evenly, and reserved
     * until {@link #took} reports how much of it was needed.
     */
    synchronized Map<String, ClaimRequest> take() {
        Instant now = clock.instant();
        order.placeFull(limits());
        Map<String, ClaimRequest> taken = new LinkedHashMap<>();
        int hosts = order.servable(now, HOSTS_AT_ONCE);
        while (free > 0 && hosts > 0) {
            HostCircuit circuit = order.first();
            int share = Math.max(1, free / hosts);
            int room = Math.min(share, circuit.room(limits()));
            taken.put(circuit.host, new ClaimRequest(room, subscription -> allowance(circuit, subscription)));
            circuit.reserve(room);
            free -= room;
            order.place(circuit, limits());
            hosts--;
        }
        return taken;
    }

    private synchronized int allowance(HostCircuit circuit, String subscription) {
        return circuit.allowance(subscription, answered.contains(subscription), limits());
    }

    /** Reports the result of a claim: the deliveries that it found for a host. */
    synchronized void took(String host, int expected, List<Delivery> found, CallbackStore.HostState state) {
        HostCircuit circuit = order.find(host);
        if (circuit == null) {
            return;
        }
        Instant next = state.nextDue();
        circuit.unreserve(expected, next != null && !next.isAfter(clock.instant()));
        free += expected - found.size();
        found.forEach(delivery -> circuit.started(delivery.id(), delivery.subscriptionId(), nanoTime.getAsLong()));
        if (next != null) {
            circuit.hint(next);
        }
        if (state.blocked()) {
            circuit.block();
        }
        order.settle(circuit, limits(), clock.instant());
        changed();
    }

    /** Wakes those who wait if they may have waited for this. */
    private void changed() {
        if (!order.isEmpty() || !handing.isEmpty() || free == inAll) {
            notifyAll();
        }
    }

    /** Reports that an attempt has ended and its outcome is stored. */
    void ended(Delivery delivery, AttemptResult result, @Nullable Instant nextDue) {
        boolean trippedBefore;
        boolean tripped;
        synchronized (this) {
            free++;
            if (result.status() != 0 && result.status() < 500) {
                answered.add(delivery.subscriptionId());
            } else {
                answered.remove(delivery.subscriptionId());
            }
            HostCircuit circuit = order.find(delivery.host());
            if (circuit == null) {
                return;
            }
            trippedBefore = circuit.isTripped();
            circuit.ended(delivery.id(), result, clock.instant());
            tripped = circuit.isTripped();
            if (nextDue != null) {
                circuit.hint(nextDue);
            }
            order.settle(circuit, limits(), clock.instant());
            changed();
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
        for (HostCircuit circuit : order.all()) {
            if (circuit.isBlocked()) {
                circuit.unblock(now);
                order.place(circuit, limits());
            }
        }
        notifyAll();
    }

    /** Waits until a host can be served, but no longer than this; may return early. */
    @SuppressWarnings("WaitNotInLoop") // the caller's loop looks again at everything
    synchronized void await(Duration longest) throws InterruptedException {
        Instant now = clock.instant();
        long millis = longest.toMillis();
        if (free > 0 && handing.stream().anyMatch(circuit -> circuit.room(limits()) > 0)) {
            return;
        }
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
}
