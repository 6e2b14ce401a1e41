package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.internal.store.CallbackStore.HostDue;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of deliveries that have not arrived: found by host and due time, both indexed. A claimed one carries the claim of
 * its node and the end of its lease by the database's clock, and has no due time; neither has one that waits for its
 * predecessor.
 */
final class DeliveryQueue {

    private static final String COLUMNS =
            "d.id, d.event_id, d.event_name, d.subscription_id, d.host, s.url, s.push, d.attempts, d.rejected,"
                    + " s.refusals, d.ordered, d.queued_at, s.failures";

    /**
     * Condition for a delivery by its id that a claim still holds. Not a plain comparison of the claim: where the table looked empty,
     * PostgreSQL would take the index of claims, and read all deliveries of a claim for each of them.
     */
    static final String HELD = "id = ? AND COALESCE(claim, '') = ?";

    /** Removes a delivery that a claim still holds. */
    private static final String FINISH = "DELETE FROM callback_delivery WHERE " + HELD;

    private static final BatchedStatement ADD = BatchedStatement.of("INSERT INTO callback_delivery"
            + " (id, event_id, subscription_id, event_name, host, ordered, attempts, rejected, queued_at, due_at, claim)"
            + " VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, NULL)");

    /** Adds a delivery that the node which publishes it has claimed. */
    private static final Map<Dialect, BatchedStatement> ADD_CLAIMED = new EnumMap<>(Dialect.class);

    static {
        for (Dialect dialect : Dialect.values()) {
            ADD_CLAIMED.put(
                    dialect,
                    BatchedStatement.of(
                            "INSERT INTO callback_delivery (id, event_id, subscription_id, event_name, host,"
                                    + " ordered, attempts, rejected, queued_at, due_at, claim, lease_until)"
                                    + " VALUES (?, ?, ?, ?, ?, 0, 0, 0, ?, NULL, ?, " + dialect.nowMillis() + " + ?)"));
        }
    }

    private final SubscriptionKeys keys;

    DeliveryQueue(SubscriptionKeys keys) {
        this.keys = keys;
    }

    /** Adds a delivery. */
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
                waits ? null : row.due());
    }

    /** Adds a delivery with a claim. */
    static void addClaimed(Transaction tx, Delivery delivery, String claim, Duration lease) throws SQLException {
        tx.enqueue(
                Objects.requireNonNull(ADD_CLAIMED.get(tx.dialect())),
                delivery.id(),
                delivery.eventId(),
                delivery.subscriptionId(),
                delivery.event(),
                delivery.host(),
                delivery.queuedAt(),
                claim,
                lease.toMillis());
    }

    /** Returns the last delivery of an ordered subscription, and locks the subscription. */
    static Optional<String> last(Transaction tx, String subscriptionId) throws SQLException {
        Subscriptions.lock(tx, subscriptionId);
        tx.flush();
        return tx.first(
                "SELECT id FROM callback_delivery WHERE subscription_id = ? ORDER BY id DESC LIMIT 1",
                row -> row.getString(1),
                subscriptionId);
    }

    /** Claims the selected deliveries, in their order. */
    List<Delivery> claim(Transaction tx, List<String> ids, String claim, Duration lease) throws SQLException {
        List<Delivery> claimed = new ArrayList<>(ids.size());
        if (ids.isEmpty()) {
            return claimed;
        }
        Map<String, Delivery> found = new HashMap<>();
        for (Delivery delivery : tx.query(
                "SELECT " + COLUMNS + " FROM callback_delivery d"
                        + " JOIN callback_subscription s ON s.id = d.subscription_id"
                        + " WHERE d.id IN (" + places(ids.size()) + ")",
                this::delivery,
                padded(ids))) {
            found.put(delivery.id(), delivery);
        }
        tx.update(
                "UPDATE callback_delivery SET claim = ?, due_at = NULL, lease_until = "
                        + tx.dialect().nowMillis() + " + ? WHERE id IN (" + places(ids.size()) + ")",
                padded(ids, claim, lease.toMillis()));
        Set<String> events = new LinkedHashSet<>();
        found.values().forEach(delivery -> events.add(delivery.eventId()));
        Map<String, Event> contents = events(tx, List.copyOf(events));
        for (String id : ids) {
            Delivery delivery = found.get(id);
            Event event = delivery == null ? null : contents.get(delivery.eventId());
            if (delivery != null && event != null) {
                claimed.add(delivery.with(event.headers(), event.body()));
            }
        }
        return claimed;
    }

    /** Reads events, without the bodies that are not small: these are read outside the transaction, one at a time. */
    private static Map<String, Event> events(Transaction tx, List<String> ids) throws SQLException {
        Map<String, Event> events = new HashMap<>();
        for (Event event : tx.query(
                "SELECT id, headers, CASE WHEN octet_length(body) <= ? THEN body END FROM callback_event WHERE id IN ("
                        + places(ids.size()) + ")",
                row -> {
                    String body = row.getString(3);
                    return new Event(row.getString(1), row.getString(2), body == null ? null : EventBody.of(body));
                },
                padded(ids, PayloadBudget.SMALL))) {
            events.put(event.id(), event);
        }
        return events;
    }

    /** Returns the body of an event, or empty if it was removed. */
    static Optional<EventBody> body(Transaction tx, String eventId) throws SQLException {
        return tx.first("SELECT body FROM callback_event WHERE id = ?", row -> EventBody.of(row.getString(1)), eventId);
    }

    /** A power of two, so that there are few statements to prepare. */
    static int padded(int count) {
        return count <= 1 ? count : Integer.highestOneBit(count - 1) << 1;
    }

    static String places(int count) {
        return Transaction.placeholders(padded(count));
    }

    static @Nullable Object[] padded(List<String> ids, Object... before) {
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
                null,
                "",
                row.getInt(8),
                row.getInt(9) != 0,
                row.getInt(10) > 0,
                row.getInt(11) != 0,
                Instant.ofEpochMilli(row.getLong(12)),
                row.getInt(13));
    }

    /** Returns the first due time of a host after this one. */
    static Optional<Instant> nextDue(Transaction tx, String host, Instant after) throws SQLException {
        return tx.first(
                        "SELECT min(due_at) FROM callback_delivery WHERE host = ? AND due_at > ?",
                        row -> row.getLong(1),
                        host,
                        after)
                .filter(due -> due > 0)
                .map(Instant::ofEpochMilli);
    }

    /** Returns the next hosts with deliveries, by name, and their first due times; one index lookup for each. */
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

    /** Removes a delivery if this claim still holds it; returns whether it did. */
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

    /** Removes deliveries that are not ordered if this claim still holds them; returns the ids of those that it held. */
    static Set<String> finish(Transaction tx, List<String> ids, String claim) throws SQLException {
        return Set.copyOf(tx.query(
                "DELETE FROM callback_delivery WHERE COALESCE(claim, '') = ? AND id IN (" + places(ids.size())
                        + ") RETURNING id",
                row -> row.getString(1),
                padded(ids, claim)));
    }

    /** Makes the next delivery of an ordered subscription due. */
    private static void releaseNext(Transaction tx, String subscriptionId) throws SQLException {
        tx.update(
                "UPDATE callback_delivery SET due_at = 1 WHERE id = (SELECT id FROM callback_delivery"
                        + " WHERE subscription_id = ? ORDER BY id LIMIT 1) AND due_at IS NULL",
                subscriptionId);
    }

    /** Reschedules a delivery if this claim still holds it; returns whether it did. */
    static boolean putOff(
            Transaction tx, Delivery delivery, String claim, Instant until, boolean counts, boolean rejected)
            throws SQLException {
        return tx.update(
                        "UPDATE callback_delivery SET claim = NULL, lease_until = NULL, due_at = ?, attempts = attempts + ?, rejected = ?"
                                + " WHERE " + HELD,
                        until,
                        counts ? 1 : 0,
                        rejected,
                        delivery.id(),
                        claim)
                == 1;
    }

    /** The contents of an event; the body is null if it is not small. */
    private record Event(
            String id, String headers, @Nullable EventBody body) {}

    /**
     * A new delivery.
     *
     * @param due the earliest time of the first attempt
     */
    record Row(
            String id,
            String eventId,
            String subscriptionId,
            String event,
            String host,
            boolean ordered,
            Instant due) {}
}
