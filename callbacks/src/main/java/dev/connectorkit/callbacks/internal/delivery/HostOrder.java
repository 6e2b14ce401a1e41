package dev.connectorkit.callbacks.internal.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hosts with deliveries, in the order in which they can be served. Their number is bounded; those beyond it are found again in
 * the store. Guarded by the lock of {@link HostScheduler}.
 */
final class HostOrder {

    private static final int MOST = 20_000;

    private final Map<String, HostCircuit> byHost = new HashMap<>();
    private final TreeSet<HostCircuit> order = new TreeSet<>(
            Comparator.comparing((HostCircuit circuit) -> circuit.position).thenComparing(circuit -> circuit.host));

    /** Hosts with due deliveries and no room, which time alone can give. */
    private final Set<HostCircuit> full = new LinkedHashSet<>();

    /** Returns a host, or null if it is not known. */
    @Nullable HostCircuit find(String host) {
        return byHost.get(host);
    }

    /** Returns a host that something is due to then, or null if there is no room for it. */
    @Nullable HostCircuit findOrAdd(String host, Instant due) {
        HostCircuit circuit = byHost.get(host);
        if (circuit == null) {
            if (byHost.size() >= MOST && !forgetOneLaterThan(due)) {
                return null;
            }
            circuit = new HostCircuit(host);
            byHost.put(host, circuit);
        }
        return circuit;
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

    Collection<HostCircuit> all() {
        return List.copyOf(byHost.values());
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    HostCircuit first() {
        return order.first();
    }

    /** Returns the number of hosts that can be served now, up to a limit. */
    int servable(Instant now, int most) {
        int hosts = 0;
        for (HostCircuit circuit : order) {
            if (hosts == most || circuit.position == null || circuit.position.isAfter(now)) {
                break;
            }
            hosts++;
        }
        return hosts;
    }

    /** Finds the places of hosts that had no room. */
    void placeFull(HostCircuit.Limits limits) {
        if (!full.isEmpty()) {
            List.copyOf(full).forEach(circuit -> place(circuit, limits));
        }
    }

    /** Finds the place of a host that has changed, and forgets it if nothing is lost by it. */
    void settle(HostCircuit circuit, HostCircuit.Limits limits, Instant now) {
        place(circuit, limits);
        if (circuit.isIdle(now)) {
            byHost.remove(circuit.host);
        }
    }

    /** Finds the place of a host that has changed. */
    void place(HostCircuit circuit, HostCircuit.Limits limits) {
        if (circuit.position != null) {
            order.remove(circuit);
        }
        circuit.position = circuit.servable(limits);
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
