package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Selects due deliveries of one host, the oldest first. Deliveries of a subscription whose circuit is open are put off until it
 * closes, so that they are read once and not in front of the others again and again; of one whose circuit is half-open, one is
 * selected and the others are put off.
 */
final class HostClaim {

    private static final int MAX_PAGES = 4;
    private static final int SMALLEST_PAGE = 64;

    /** Puts off deliveries of subscriptions that take all they are allowed, where they fill all pages. */
    private static final Duration CROWDED = Duration.ofSeconds(1);

    private final Transaction tx;
    private final Instant now;
    private final Instant probeUntil;
    private final ClaimBudget budget;
    private final List<String> selected = new ArrayList<>();
    private final Map<String, Integer> bySubscription = new HashMap<>();
    private final Map<Instant, List<String>> putOff = new HashMap<>();
    private final Set<String> probed = new HashSet<>();
    private List<String> skipped = new ArrayList<>();
    private boolean blocked;
    private boolean more;

    /**
     * Creates the selection for a host.
     *
     * @param probeUntil the time until which no other delivery of a subscription that is probed is selected
     * @param budget shared by the hosts of a claim
     */
    HostClaim(Transaction tx, Instant now, Instant probeUntil, ClaimBudget budget) {
        this.tx = tx;
        this.now = now;
        this.probeUntil = probeUntil;
        this.budget = budget;
    }

    void select(String host, ClaimRequest request) throws SQLException {
        int size = Math.max(SMALLEST_PAGE, 2 * request.limit());
        int passedOver = 0;
        for (int page = 1; page <= MAX_PAGES && selected.size() < request.limit(); page++) {
            List<Due> due = due(host, passedOver, size);
            int before = selected.size();
            int considered = 0;
            while (considered < due.size() && selected.size() < request.limit()) {
                consider(due.get(considered++), request);
            }
            passedOver += skipped.size() + selected.size() - before;
            boolean last = page == MAX_PAGES && due.size() == size;
            if (last && !skipped.isEmpty()) {
                putOff.computeIfAbsent(now.plus(CROWDED), time -> new ArrayList<>())
                        .addAll(skipped);
            }
            blocked |= !skipped.isEmpty();
            skipped = new ArrayList<>();
            writePutOff();
            more = due.size() == size || considered < due.size();
            if (!more) {
                break;
            }
        }
    }

    private void consider(Due due, ClaimRequest request) throws SQLException {
        if (!due.complete()) {
            // Its subscription was removed while it was published.
            tx.update("DELETE FROM callback_delivery WHERE id = ?", due.id());
            return;
        }
        if (probed.contains(due.subscriptionId())) {
            putOff(due, probeUntil);
            return;
        }
        if (due.openUntil().isAfter(now)) {
            putOff(due, due.openUntil());
            return;
        }
        int mine = bySubscription.getOrDefault(due.subscriptionId(), 0);
        if (mine >= request.allowance().applyAsInt(due.subscriptionId()) || !budget.admit(due.eventId(), due.bytes())) {
            skipped.add(due.id());
            return;
        }
        selected.add(due.id());
        bySubscription.merge(due.subscriptionId(), 1, Integer::sum);
        if (due.failures() >= SubscriptionCircuit.FAILURES_TO_OPEN) {
            probed.add(due.subscriptionId());
            SubscriptionCircuit.probe(tx, due.subscriptionId(), probeUntil);
        }
    }

    private void putOff(Due due, Instant until) {
        putOff.computeIfAbsent(until, time -> new ArrayList<>()).add(due.id());
    }

    private void writePutOff() throws SQLException {
        for (Map.Entry<Instant, List<String>> each : putOff.entrySet()) {
            Transaction.Batch batch = tx.batch("UPDATE callback_delivery SET due_at = ? WHERE id = ?");
            for (String id : each.getValue()) {
                batch.add(each.getKey(), id);
            }
            batch.run();
        }
        putOff.clear();
    }

    private List<Due> due(String host, int offset, int limit) throws SQLException {
        return tx.query(
                "SELECT d.id, d.subscription_id, d.event_id, octet_length(e.body), s.open_until, s.failures,"
                        + " s.id IS NOT NULL AND e.id IS NOT NULL FROM callback_delivery d"
                        + " LEFT JOIN callback_subscription s ON s.id = d.subscription_id"
                        + " LEFT JOIN callback_event e ON e.id = d.event_id"
                        + " WHERE d.host = ? AND d.due_at <= ? ORDER BY d.due_at LIMIT ? OFFSET ?"
                        + (tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE OF d SKIP LOCKED" : ""),
                row -> new Due(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        row.getInt(6),
                        row.getBoolean(7)),
                host,
                now,
                limit,
                offset);
    }

    /** Returns the ids of the selected deliveries. */
    List<String> selected() {
        return selected;
    }

    /** Returns whether deliveries were passed over that can be claimed when an attempt has ended. */
    boolean blocked() {
        return blocked;
    }

    /** Returns whether there may be more deliveries that are due now. */
    boolean more() {
        return more;
    }

    private record Due(
            String id,
            String subscriptionId,
            String eventId,
            long bytes,
            Instant openUntil,
            int failures,
            boolean complete) {}
}
