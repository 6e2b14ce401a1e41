package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/** Extends and ends the leases of claimed deliveries. Stateless. */
final class Leases {

    private Leases() {}

    /** Extends these leases of this claim; in one order, so that two nodes do not deadlock. */
    static void renew(Transaction tx, String claim, SortedSet<String> ids, Duration lease) throws SQLException {
        Transaction.Batch batch = tx.batch("UPDATE callback_delivery SET lease_until = "
                + tx.dialect().nowMillis() + " + ? WHERE " + DeliveryQueue.HELD);
        for (String id : ids) {
            batch.add(lease.toMillis(), id, claim);
        }
        batch.run();
    }

    /** Makes deliveries due again whose leases have expired, as those of a node that has died. */
    static void reclaim(Transaction tx, Instant now) throws SQLException {
        List<String> expired = tx.query(
                "SELECT id FROM callback_delivery WHERE claim IS NOT NULL AND lease_until <= "
                        + tx.dialect().nowMillis() + " ORDER BY id LIMIT 1000"
                        + (tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE SKIP LOCKED" : ""),
                row -> row.getString(1));
        Transaction.Batch batch =
                tx.batch("UPDATE callback_delivery SET due_at = ?, claim = NULL, lease_until = NULL WHERE id = ?");
        for (String id : expired) {
            batch.add(now, id);
        }
        batch.run();
    }

    /** Releases all deliveries of this claim. */
    static int release(Transaction tx, String claim, Instant now) throws SQLException {
        return tx.update(
                "UPDATE callback_delivery SET due_at = ?, claim = NULL, lease_until = NULL WHERE claim = ?",
                now,
                claim);
    }

    /** Releases deliveries of this claim; in one order, so that two nodes do not deadlock. */
    static void release(Transaction tx, String claim, SortedSet<String> ids, Instant at) throws SQLException {
        Transaction.Batch batch =
                tx.batch("UPDATE callback_delivery SET due_at = ?, claim = NULL, lease_until = NULL WHERE "
                        + DeliveryQueue.HELD);
        for (String id : ids) {
            batch.add(at, id, claim);
        }
        batch.run();
    }

    /** Releases all deliveries that any process has claimed; only where no other process shares the database. */
    static int releaseAll(Transaction tx, Instant now) throws SQLException {
        return tx.update(
                "UPDATE callback_delivery SET due_at = ?, claim = NULL, lease_until = NULL WHERE claim IS NOT NULL",
                now);
    }
}
