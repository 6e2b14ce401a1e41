package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.internal.store.CallbackStore.HostDue;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The table of deliveries that are not done: found by host and due time, both indexed. A claimed one carries the claim of its
 * node and is due again when its lease ends, so that the lease of a dead node needs nobody to clean it up. One that waits for
 * its predecessor has no due time.
 */
final class DeliveryQueue {

    private static final String COLUMNS =
            "d.id, d.event_id, d.event_name, d.subscription_id, d.host, s.url, s.push, e.body, e.headers, d.attempts, d.rejected,"
                    + " s.refusals, d.ordered, d.queued_at";

    /** Takes a delivery out that a claim still holds. */
    static final String FINISH = "DELETE FROM callback_delivery WHERE id = ? AND claim = ?";

    private static final BatchedStatement ADD = BatchedStatement.of("INSERT INTO callback_delivery"
            + " (id, event_id, subscription_id, event_name, host, ordered, attempts, rejected, queued_at, due_at, claim)"
            + " VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, NULL)");

    private final SubscriptionKeys keys;

    DeliveryQueue(SubscriptionKeys keys) {
        this.keys = keys;
    }

    /** Has a delivery sent as soon as it may. */
    static void add(Transaction tx, Row row, Instant now) throws SQLException {
        boolean waits = row.ordered() && last(tx, row.subscriptionId()).isPresent();
        tx.enqueue(
                ADD,
                row.id(),
                row.eventId(),
                row.subscriptionId(),
                row.event(),
                row.host(),
                row.ordered(),
                now,
                waits ? null : now);
    }

    /** The last delivery of an ordered subscription; none can come after it, or be taken out, while this transaction lasts. */
    static Optional<String> last(Transaction tx, String subscriptionId) throws SQLException {
        Subscriptions.lock(tx, subscriptionId);
        tx.flush();
        return tx.first(
                "SELECT id FROM callback_delivery WHERE subscription_id = ? ORDER BY id DESC LIMIT 1",
                row -> row.getString(1),
                subscriptionId);
    }

    /**
     * Claims due deliveries of a host, the oldest first.
     *
     * @param until when the lease ends
     */
    List<Delivery> claim(Transaction tx, String host, ClaimRequest wanted, String claim, Instant now, Instant until)
            throws SQLException {
        List<String> ids = wanted.notFrom().isEmpty()
                ? due(tx, host, now, List.of(), wanted.most()).stream()
                        .map(Due::id)
                        .toList()
                : oneOfEach(tx, host, now, wanted);
        List<Delivery> claimed = new ArrayList<>(ids.size());
        if (ids.isEmpty()) {
            return claimed;
        }
        Map<String, Delivery> found = new HashMap<>();
        for (Delivery delivery : tx.query(
                "SELECT " + COLUMNS + " FROM callback_delivery d"
                        + " JOIN callback_subscription s ON s.id = d.subscription_id"
                        + " JOIN callback_event e ON e.id = d.event_id WHERE d.id IN (" + places(ids.size()) + ")",
                this::delivery,
                padded(ids))) {
            found.put(delivery.id(), delivery);
        }
        tx.update(
                "UPDATE callback_delivery SET claim = ?, due_at = ? WHERE id IN (" + places(ids.size()) + ")",
                padded(ids, claim, until));
        for (String id : ids) {
            Delivery delivery = found.get(id);
            if (delivery != null) {
                claimed.add(delivery);
            } else {
                // Its subscription was removed while it was published.
                tx.update("DELETE FROM callback_delivery WHERE id = ?", id);
            }
        }
        return claimed;
    }

    /** One of each subscription; of those that are not wanted only if there is no other. */
    private static List<String> oneOfEach(Transaction tx, String host, Instant now, ClaimRequest wanted)
            throws SQLException {
        List<String> passedOver = new ArrayList<>(wanted.notFrom());
        List<String> ids = new ArrayList<>();
        while (ids.size() < wanted.most()) {
            List<Due> next = due(tx, host, now, passedOver, 1);
            if (!next.isEmpty()) {
                ids.add(next.get(0).id());
                passedOver.add(next.get(0).subscriptionId());
            } else if (ids.isEmpty() && !passedOver.isEmpty()) {
                passedOver.clear();
            } else {
                break;
            }
        }
        return ids;
    }

    private static List<Due> due(Transaction tx, String host, Instant now, List<String> notFrom, int limit)
            throws SQLException {
        List<@Nullable Object> arguments = new ArrayList<>(Arrays.asList(padded(notFrom, host, now)));
        arguments.add(limit);
        return tx.query(
                "SELECT id, subscription_id FROM callback_delivery WHERE host = ? AND due_at <= ?"
                        + (notFrom.isEmpty() ? "" : " AND subscription_id NOT IN (" + places(notFrom.size()) + ")")
                        + " ORDER BY due_at LIMIT ?"
                        + (tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE SKIP LOCKED" : ""),
                row -> new Due(row.getString(1), row.getString(2)),
                arguments.toArray());
    }

    /** A power of two, so that there are few statements to prepare. */
    private static int padded(int count) {
        return count <= 1 ? count : Integer.highestOneBit(count - 1) << 1;
    }

    private static String places(int count) {
        return Transaction.placeholders(padded(count));
    }

    private static @Nullable Object[] padded(List<String> ids, Object... before) {
        @Nullable Object[] arguments = Arrays.copyOf(before, before.length + padded(ids.size()), Object[].class);
        for (int i = before.length; i < arguments.length; i++) {
            arguments[i] = ids.get(Math.min(i - before.length, ids.size() - 1));
        }
        return arguments;
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new EncryptedText(keys, row.getBytes(6)),
                row.getInt(7) != 0,
                EventBody.of(row.getString(8)),
                row.getString(9),
                row.getInt(10),
                row.getInt(11) != 0,
                row.getInt(12) > 0,
                row.getInt(13) != 0,
                Instant.ofEpochMilli(row.getLong(14)));
    }

    /** When the next delivery of a host is due. */
    static Optional<Instant> nextDue(Transaction tx, String host) throws SQLException {
        return tx.first(
                        "SELECT min(due_at) FROM callback_delivery WHERE host = ? AND due_at IS NOT NULL",
                        row -> row.getLong(1),
                        host)
                .filter(due -> due > 0)
                .map(Instant::ofEpochMilli);
    }

    /** The next hosts for which something waits, by name, and when it is due; found by one look into the index for each. */
    static List<HostDue> hosts(Transaction tx, String after, int limit) throws SQLException {
        return tx.query(
                "WITH RECURSIVE h(host) AS ("
                        + "SELECT min(host) FROM callback_delivery WHERE due_at IS NOT NULL AND host > ?"
                        + " UNION ALL SELECT (SELECT min(host) FROM callback_delivery"
                        + " WHERE due_at IS NOT NULL AND host > h.host) FROM h WHERE h.host IS NOT NULL)"
                        + " SELECT host, (SELECT min(due_at) FROM callback_delivery d WHERE d.host = h.host"
                        + " AND d.due_at IS NOT NULL) FROM h WHERE host IS NOT NULL LIMIT ?",
                row -> new HostDue(row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
                after,
                limit);
    }

    /** Whether this node still holds the delivery; takes it out if so. */
    static boolean finish(Transaction tx, Delivery delivery, String claim) throws SQLException {
        if (delivery.ordered()) {
            Subscriptions.lock(tx, delivery.subscriptionId());
        }
        boolean held = tx.update(FINISH, delivery.id(), claim) == 1;
        if (held && delivery.ordered()) {
            releaseNext(tx, delivery.subscriptionId());
        }
        return held;
    }

    /** The next of an ordered subscription, now that the one before is gone. */
    private static void releaseNext(Transaction tx, String subscriptionId) throws SQLException {
        tx.update(
                "UPDATE callback_delivery SET due_at = 1 WHERE id = (SELECT id FROM callback_delivery"
                        + " WHERE subscription_id = ? ORDER BY id LIMIT 1) AND due_at IS NULL",
                subscriptionId);
    }

    /** Puts a delivery off; false if this node does not hold it any more. */
    static boolean putOff(
            Transaction tx, Delivery delivery, String claim, Instant until, boolean counts, boolean rejected)
            throws SQLException {
        return tx.update(
                        "UPDATE callback_delivery SET claim = NULL, due_at = ?, attempts = attempts + ?, rejected = ?"
                                + " WHERE id = ? AND claim = ?",
                        until,
                        counts ? 1 : 0,
                        rejected,
                        delivery.id(),
                        claim)
                == 1;
    }

    /** Makes these leases of this claim last longer; in one order, so that two nodes do not lock each other out. */
    static void renew(Transaction tx, String claim, SortedSet<String> ids, Instant until) throws SQLException {
        Transaction.Batch batch = tx.batch("UPDATE callback_delivery SET due_at = ? WHERE id = ? AND claim = ?");
        for (String id : ids) {
            batch.add(until, id, claim);
        }
        batch.run();
    }

    /** Gives back all of this claim. */
    static int release(Transaction tx, String claim, Instant now) throws SQLException {
        return tx.update("UPDATE callback_delivery SET due_at = ?, claim = NULL WHERE claim = ?", now, claim);
    }

    /** Gives back all that any process had claimed; only where no other process shares the database. */
    static int releaseAll(Transaction tx, Instant now) throws SQLException {
        return tx.update("UPDATE callback_delivery SET due_at = ?, claim = NULL WHERE claim IS NOT NULL", now);
    }

    /** A delivery that is due. */
    private record Due(String id, String subscriptionId) {}

    /** A delivery to be. */
    record Row(String id, String eventId, String subscriptionId, String event, String host, boolean ordered) {}
}
