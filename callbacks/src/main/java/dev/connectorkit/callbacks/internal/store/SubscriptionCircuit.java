package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The circuit breaker of a subscription, in its row, so that it outlives restarts and is common to all nodes. It opens after
 * five consecutive failed answers for 10 s, doubling up to 10 min; half-open, it lets one attempt through.
 */
final class SubscriptionCircuit {

    static final int FAILURES_TO_OPEN = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final int RELEASED = 1000;

    private SubscriptionCircuit() {}

    /** Lets no other attempt through until then; the one that was claimed decides. */
    static void probe(Transaction tx, String subscription, Instant until) throws SQLException {
        tx.update("UPDATE callback_subscription SET open_until = ? WHERE id = ?", until, subscription);
    }

    /** Counts a failed answer. Those of attempts that were in progress when the circuit opened add nothing. */
    static void failed(Transaction tx, Delivery delivery, Instant now) throws SQLException {
        boolean probe = delivery.failures() >= FAILURES_TO_OPEN;
        int counted = tx.update(
                "UPDATE callback_subscription SET failures = failures + 1 WHERE id = ? AND open_until <= ?",
                delivery.subscriptionId(),
                probe ? Instant.ofEpochMilli(Long.MAX_VALUE) : now);
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

    /** Closes the circuit after an answer that is no failure; returns whether deliveries are due because of it. */
    static boolean answered(Transaction tx, Delivery delivery, Instant now) throws SQLException {
        if (delivery.failures() == 0) {
            return false;
        }
        // Those that were put off have exactly the time when the circuit would let the next attempt through.
        int released = tx.update(
                "UPDATE callback_delivery SET due_at = ? WHERE id IN (SELECT id FROM callback_delivery"
                        + " WHERE subscription_id = ? AND claim IS NULL AND due_at > ? AND due_at ="
                        + " (SELECT open_until FROM callback_subscription WHERE id = ?) ORDER BY id LIMIT ?)",
                now,
                delivery.subscriptionId(),
                now,
                delivery.subscriptionId(),
                RELEASED);
        tx.update(
                "UPDATE callback_subscription SET failures = 0, open_until = 0 WHERE id = ?",
                delivery.subscriptionId());
        return released > 0;
    }
}
