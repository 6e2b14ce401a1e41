package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of deliveries that were given up, or published while their subscription was paused. */
final class DeadLetters {

    private static final String ROW = "id, event_id, subscription_id, event_name, host, ordered";
    private static final String INSERT = "INSERT INTO callback_dead (" + ROW + ", attempts, reason, died_at)";

    private DeadLetters() {}

    static void add(Transaction tx, DeliveryQueue.Row row, int attempts, String reason, Instant now)
            throws SQLException {
        tx.update(
                INSERT + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.eventId(),
                row.subscriptionId(),
                row.event(),
                row.host(),
                row.ordered(),
                attempts,
                reason,
                now);
    }

    /** Moves a delivery here if this claim still holds it; returns whether it did. */
    static boolean bury(Transaction tx, Delivery delivery, String claim, String reason, Instant now)
            throws SQLException {
        boolean held = tx.update(
                        INSERT + " SELECT " + ROW + ", attempts + 1, ?, ?" + " FROM callback_delivery WHERE "
                                + DeliveryQueue.HELD,
                        reason,
                        now,
                        delivery.id(),
                        claim)
                == 1;
        return held && DeliveryQueue.finish(tx, delivery, claim);
    }

    /** Moves all deliveries of a subscription here. */
    static int buryAll(Transaction tx, String subscriptionId, String reason, Instant now) throws SQLException {
        tx.update(
                INSERT + " SELECT " + ROW + ", attempts, ?, ? FROM callback_delivery" + " WHERE subscription_id = ?",
                reason,
                now,
                subscriptionId);
        return tx.update("DELETE FROM callback_delivery WHERE subscription_id = ?", subscriptionId);
    }

    /** Moves deliveries here that are older than any policy allows, as those to a host that never answers. */
    static int buryOlderThan(Transaction tx, Instant queued, String reason, Instant now, int limit)
            throws SQLException {
        List<String> old = tx.query(
                "SELECT id FROM callback_delivery WHERE id < ? AND queued_at < ? AND claim IS NULL AND ordered = 0"
                        + " ORDER BY id LIMIT ?",
                row -> row.getString(1),
                Ids.at(queued),
                queued,
                limit);
        for (String id : old) {
            tx.update(
                    INSERT + " SELECT " + ROW + ", attempts, ?, ? FROM callback_delivery WHERE id = ?",
                    reason,
                    now,
                    id);
            tx.update("DELETE FROM callback_delivery WHERE id = ?", id);
        }
        return old.size();
    }

    /**
     * Makes dead letters due again, with their ids, the oldest first.
     *
     * @param id only this one, or null
     * @param subscriptionId only those of this active subscription, or null
     * @return the number
     */
    static int resend(Transaction tx, @Nullable String id, @Nullable String subscriptionId, int limit, Instant now)
            throws SQLException {
        // Events that are to be forgotten are, while the dead letters still protect theirs.
        tx.flush();
        List<Object> arguments = new ArrayList<>();
        String where = "";
        if (id != null) {
            where += " AND d.id = ?";
            arguments.add(id);
        }
        if (subscriptionId != null) {
            where += " AND d.subscription_id = ?";
            arguments.add(subscriptionId);
        }
        arguments.add(limit);
        List<DeliveryQueue.Row> rows = tx.query(
                "SELECT d.id, d.event_id, d.subscription_id, d.event_name, s.host, d.ordered FROM callback_dead d"
                        + " JOIN callback_subscription s ON s.id = d.subscription_id AND s.state = 'ACTIVE'"
                        + " JOIN callback_event e ON e.id = d.event_id WHERE 1 = 1" + where + " ORDER BY d.id LIMIT ?",
                row -> new DeliveryQueue.Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6) != 0,
                        now),
                arguments.toArray());
        for (DeliveryQueue.Row row : rows) {
            tx.update("DELETE FROM callback_dead WHERE id = ?", row.id());
            DeliveryQueue.add(tx, row, now);
        }
        return rows.size();
    }
}
