package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The table of subscriptions, and that of their numbers, which saves counting them. */
final class Subscriptions {

    private final SubscriptionKeys keys;

    Subscriptions(SubscriptionKeys keys) {
        this.keys = keys;
    }

    /** Adds a subscription under this id, or replaces the one with the same key; returns its id. */
    String put(Transaction tx, String id, NewSubscription wanted, Limits limits, Instant now) throws SQLException {
        int added = tx.update(
                "INSERT INTO callback_subscription (id, event_name, client_key, push, label, host, url, filter, match_key,"
                        + " state, reason, refusals, refused_at, created_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', '', 0, 0, ?, ?)"
                        + " ON CONFLICT (client_key) DO NOTHING",
                id,
                wanted.event(),
                wanted.key(),
                wanted.push(),
                wanted.label(),
                wanted.host(),
                keys.encrypt(wanted.url()),
                wanted.filter(),
                wanted.matchKey(),
                now,
                wanted.expiresAt());
        if (added == 0) {
            Known known = find(tx, "client_key", wanted.key()).orElseThrow();
            replace(tx, known, wanted, limits, now);
            return known.id();
        }
        count(tx, wanted.event(), wanted.host(), 1);
        check(tx, wanted, limits);
        return id;
    }

    private void replace(Transaction tx, Known known, NewSubscription wanted, Limits limits, Instant now)
            throws SQLException {
        boolean wasCounted = known.state() != SubscriptionState.ENDED;
        if (!wasCounted || !known.host().equals(wanted.host())) {
            if (wasCounted) {
                count(tx, known.event(), known.host(), -1);
            }
            count(tx, wanted.event(), wanted.host(), 1);
            check(tx, wanted, limits);
            tx.update("UPDATE callback_delivery SET host = ? WHERE subscription_id = ?", wanted.host(), known.id());
        }
        SubscriptionCircuit.close(tx, known.id(), now);
        tx.update(
                "UPDATE callback_subscription SET label = ?, host = ?, url = ?, filter = ?, match_key = ?,"
                        + " state = 'ACTIVE', reason = '', refusals = 0, refused_at = 0, failures = 0,"
                        + " expires_at = ? WHERE id = ?",
                wanted.label(),
                wanted.host(),
                keys.encrypt(wanted.url()),
                wanted.filter(),
                wanted.matchKey(),
                wanted.expiresAt(),
                known.id());
    }

    private static void count(Transaction tx, String event, String host, int more) throws SQLException {
        for (String counted : List.of("", host)) {
            tx.update(
                    "INSERT INTO callback_count (event_name, host, subscriptions) VALUES (?, ?, ?)"
                            + " ON CONFLICT (event_name, host) DO UPDATE"
                            + " SET subscriptions = callback_count.subscriptions + excluded.subscriptions",
                    event,
                    counted,
                    more);
        }
        if (more < 0) {
            tx.update(
                    "DELETE FROM callback_count WHERE event_name = ? AND host = ? AND subscriptions = 0", event, host);
        }
    }

    private static void check(Transaction tx, NewSubscription wanted, Limits limits) throws SQLException {
        if (counted(tx, wanted.event(), "") > limits.all()) {
            throw new LimitReachedException("There are " + limits.all() + " subscriptions already, the most allowed");
        }
        if (counted(tx, wanted.event(), wanted.host()) > limits.perHost()) {
            throw new LimitReachedException("There are " + limits.perHost() + " subscriptions with callback URLs of "
                    + wanted.host() + " already, the most allowed");
        }
    }

    /** Returns the number of subscriptions of an event, of one host unless that is empty. */
    static long counted(Transaction tx, String event, String host) throws SQLException {
        return tx.first(
                        "SELECT subscriptions FROM callback_count WHERE event_name = ? AND host = ?",
                        row -> row.getLong(1),
                        event,
                        host)
                .orElse(0L);
    }

    /** Locks a subscription, so that adding and finishing its deliveries exclude each other. */
    static void lock(Transaction tx, String id) throws SQLException {
        find(tx, "id", id);
    }

    /** Removes a subscription with its deliveries, dead letters and the events that nothing else needs; false if it does not exist. */
    boolean remove(Transaction tx, String id) throws SQLException {
        Optional<Known> known = find(tx, "id", id);
        if (known.isEmpty()) {
            return false;
        }
        tx.update("DELETE FROM callback_subscription WHERE id = ?", id);
        SortedSet<String> events = new TreeSet<>(); // in one order, so that two nodes do not deadlock
        for (String table : List.of("callback_delivery", "callback_dead")) {
            events.addAll(tx.query(
                    "DELETE FROM " + table + " WHERE subscription_id = ? RETURNING event_id",
                    row -> row.getString(1),
                    id));
        }
        for (String event : events) {
            tx.enqueue(Completion.FORGET_EVENT, event);
        }
        if (known.get().state() != SubscriptionState.ENDED) {
            count(tx, known.get().event(), known.get().host(), -1);
        }
        return true;
    }

    Optional<String> idOf(Transaction tx, String key) throws SQLException {
        return tx.first("SELECT id FROM callback_subscription WHERE client_key = ?", row -> row.getString(1), key);
    }

    /** Changes the state; returns false if nothing changed. */
    boolean become(Transaction tx, String id, SubscriptionState state, String reason, Instant now) throws SQLException {
        Optional<Known> known = find(tx, "id", id);
        if (known.isEmpty() || known.get().state() == state) {
            return false;
        }
        boolean ends = state == SubscriptionState.ENDED;
        tx.update(
                "UPDATE callback_subscription SET state = ?, reason = ?, refusals = 0, failures = 0, open_until = 0,"
                        + " refused_at = ? WHERE id = ?",
                state.name(),
                reason,
                ends ? now : Instant.EPOCH,
                id);
        if (ends || known.get().state() == SubscriptionState.ENDED) {
            count(tx, known.get().event(), known.get().host(), ends ? -1 : 1);
        }
        return true;
    }

    /** Finds a subscription, and locks it. */
    private static Optional<Known> find(Transaction tx, String column, Object value) throws SQLException {
        return tx.first(
                "SELECT id, event_name, host, state FROM callback_subscription WHERE " + column + " = ?"
                        + (tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE" : ""),
                row -> new Known(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        SubscriptionState.valueOf(row.getString(4))),
                value);
    }

    private record Known(String id, String event, String host, SubscriptionState state) {}
}
