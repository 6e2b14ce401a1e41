package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.ClaimRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts that something waits for, in the order in which they can be served. Holds a bounded number of them; those that find no
 * place are found again in the store. Thread-safe.
 */
final class HostScheduler {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");
    private static final int MOST = 20_000;
    private static final int HOSTS_AT_ONCE = 64;

    private final Clock clock;
    private final int perHost;
    private final Map<String, HostCircuit> byHost = new HashMap<>();
    private final TreeSet<HostCircuit> order = new TreeSet<>(
            Comparator.comparing((HostCircuit circuit) -> circuit.place).thenComparing(circuit -> circuit.host));
    private int free;

    HostScheduler(Clock clock, int inAll, int perHost) {
        this.clock = clock;
        this.free = inAll;
        this.perHost = perHost;
    }

    /** Something for this host is due then. */
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

    /** One of the hosts that have nothing to do for longest makes room; whether there was one. */
    private boolean forgetOneLaterThan(Instant due) {
        for (HostCircuit last : order.descendingSet()) {
            if (last.place == null || !last.place.isAfter(due)) {
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
     * The hosts to be served now, and how many deliveries of each, and whose: room is shared out evenly, and taken until
     * {@link #took} says how much of it was needed.
     */
    synchronized Map<String, ClaimRequest> take() {
        Instant now = clock.instant();
        Map<String, ClaimRequest> taken = new LinkedHashMap<>();
        int hosts = 0;
        for (HostCircuit circuit : order) {
            if (hosts == HOSTS_AT_ONCE || circuit.place == null || circuit.place.isAfter(now)) {
                break;
            }
            hosts++;
        }
        while (free > 0 && hosts > 0) {
            HostCircuit circuit = order.first();
            int share = Math.max(1, free / hosts);
            int room = Math.min(share, circuit.room(perHost));
            taken.put(circuit.host, circuit.wanted(room));
            circuit.taken(room);
            free -= room;
            place(circuit);
            hosts--;
        }
        return taken;
    }

    /** After a claim: what it found, and when the next one is due. */
    synchronized void took(String host, int expected, int found, @Nullable Instant nextDue) {
        HostCircuit circuit = byHost.get(host);
        if (circuit == null) {
            return;
        }
        circuit.tookLess(expected - found);
        free += expected - found;
        if (nextDue != null) {
            circuit.hint(nextDue);
        }
        settle(circuit);
        notifyAll();
    }

    /** An attempt for this subscription has ended and is written down. */
    void ended(String host, String subscription, AttemptResult answer, @Nullable Instant nextDue) {
        boolean rested;
        boolean rests;
        synchronized (this) {
            free++;
            HostCircuit circuit = byHost.get(host);
            if (circuit == null) {
                return;
            }
            rested = circuit.rests();
            circuit.ended(subscription, answer, clock.instant());
            rests = circuit.rests();
            if (nextDue != null) {
                circuit.hint(nextDue);
            }
            settle(circuit);
            notifyAll();
        }
        if (rests && !rested) {
            LOG.warn(
                    "{} rests for {}, and up to {} if it goes on so: {} attempts in a row have failed",
                    host,
                    HostCircuit.FIRST_PAUSE,
                    HostCircuit.LONGEST_PAUSE,
                    HostCircuit.FAILURES_TO_OPEN);
        } else if (rested && !rests) {
            LOG.info("{} is served again", host);
        }
    }

    /** Waits until a host can be served, but no longer than this; may return early. */
    @SuppressWarnings("WaitNotInLoop") // the caller's loop looks again at everything
    synchronized void await(Duration longest) throws InterruptedException {
        Instant now = clock.instant();
        long millis = longest.toMillis();
        Instant first = free > 0 && !order.isEmpty() ? order.first().place : null;
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

    /** Waits until nothing is under way, but no longer than this; whether nothing is. */
    synchronized boolean awaitEmpty(int inAll, Duration longest) throws InterruptedException {
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
        if (circuit.place != null) {
            order.remove(circuit);
        }
        circuit.place = circuit.servable(perHost);
        if (circuit.place != null) {
            order.add(circuit);
        }
    }
}
