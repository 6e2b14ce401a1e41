package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The circuit breaker of a subscription, in its row, so that it outlives restarts and is common to all nodes. It opens after
 * five consecutive failed answers for 10 s, doubling up to 10 min; half-open, it lets one attempt through.
 */
final class SubscriptionCircuit {

    static final int FAILURES_TO_OPEN = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private SubscriptionCircuit() {}

    /** Lets no other attempt through until then; the one that was claimed decides. */
    static void probe(Transaction tx, String subscription, Instant until) throws SQLException {
        tx.update("UPDATE callback_subscription SET open_until = ? WHERE id = ?", until, subscription);
    }

    /** Counts a failed answer. Once it is open, only the attempt that it lets through counts, whatever the clocks of nodes say. */
    static void failed(Transaction tx, Delivery delivery, Instant now) throws SQLException {
        boolean probe = delivery.failures() >= FAILURES_TO_OPEN;
        int counted = tx.update(
                "UPDATE callback_subscription SET failures = failures + 1 WHERE id = ? AND failures < ?",
                delivery.subscriptionId(),
                probe ? Integer.MAX_VALUE : FAILURES_TO_OPEN);
        if (counted == 0) {
            return;
        }
        Optional<Integer> failures = tx.first(
                "SELECT failures FROM callback_subscription WHERE id = ?",
                row -> row.getInt(1),
                delivery.subscriptionId());
        if (failures.isPresent() && failures.get() >= FAILURES_TO_OPEN) {
            tx.update(
                    "UPDATE callback_subscription SET open_until = ? WHERE id = ?",
                    now.plus(pause(failures.get())),
                    delivery.subscriptionId());
        }
    }

    private static Duration pause(int failures) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - FAILURES_TO_OPEN, 16));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /**
     * Closes the circuits of subscriptions after answers that are no failures, also to attempts from before they opened: failures
     * are consecutive only if nothing else comes between them.
     *
     * @return those whose deliveries are due because of it
     */
    static Set<String> answered(Transaction tx, List<String> ids, Instant now) throws SQLException {
        // Read first, as there are few; and in one order, so that two nodes do not deadlock.
        List<String> failing = tx.query(
                "SELECT id FROM callback_subscription WHERE failures > 0 AND id IN (" + DeliveryQueue.places(ids.size())
                        + ") ORDER BY id",
                row -> row.getString(1),
                DeliveryQueue.padded(ids));
        Set<String> released = new HashSet<>();
        for (String id : failing) {
            int changed = tx.update("UPDATE callback_subscription SET failures = 0 WHERE id = ? AND failures > 0", id);
            if (changed == 1 && close(tx, id, now)) {
                released.add(id);
            }
        }
        return released;
    }

    /** Closes a circuit that may be open; returns whether deliveries are due because of it. */
    static boolean close(Transaction tx, String id, Instant now) throws SQLException {
        // Those that were put off have exactly the time when the circuit would let the next attempt through.
        tx.flush();
        int released = tx.update(
                "UPDATE callback_delivery SET due_at = ? WHERE subscription_id = ? AND claim IS NULL AND due_at > ?"
                        + " AND due_at = (SELECT open_until FROM callback_subscription WHERE id = ?)",
                now,
                id,
                now,
                id);
        tx.update("UPDATE callback_subscription SET open_until = 0 WHERE id = ?", id);
        return released > 0;
    }
}
