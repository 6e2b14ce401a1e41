package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Removes expired and old rows, in steps that are small enough to run between deliveries. */
final class Housekeeping {

    private static final int STEP = 1000;
    private static final Duration KEEP_ATTEMPTS = Duration.ofDays(3);
    private static final Duration KEEP_DEAD = Duration.ofDays(30);
    private static final Duration EVENTS_SETTLE = Duration.ofHours(1);

    private final Subscriptions subscriptions;
    private String attemptsSeenTo = "";
    private String eventsSeenTo = "";

    Housekeeping(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * Runs a step.
     *
     * @param maxAge deliveries twice as old become dead letters, also if their host was never reached
     * @return whether there may be more to remove
     */
    boolean step(Transaction tx, Duration maxAge, Instant now) throws SQLException {
        boolean more = expire(tx, now);
        more |= removeEnded(tx, now);
        more |= forgetAttempts(tx, now.minus(KEEP_ATTEMPTS));
        more |= deleteBefore(tx, "callback_dead", "died_at", now.minus(KEEP_DEAD));
        more |= deleteBefore(tx, "callback_publication", "published_at", now.minus(PublicationIds.KEEP));
        more |= DeadLetters.buryOlderThan(
                        tx,
                        now.minus(maxAge.multipliedBy(2)),
                        "it is older than twice " + maxAge + ", and its host could not be reached",
                        now,
                        STEP)
                == STEP;
        more |= forgetEvents(tx, now);
        more |= Fanout.discardBefore(tx, now.minus(EVENTS_SETTLE));
        return more;
    }

    /** Removes expired subscriptions; those with deliveries end instead, and these are still sent. */
    private boolean expire(Transaction tx, Instant now) throws SQLException {
        List<String> ids = tx.query(
                "SELECT id FROM callback_subscription WHERE expires_at IS NOT NULL AND expires_at <= ?"
                        + " AND state <> 'ENDED' LIMIT ?",
                row -> row.getString(1),
                now,
                STEP);
        for (String id : ids) {
            if (isSomethingLeft(tx, id)) {
                subscriptions.become(tx, id, SubscriptionState.ENDED, "it has expired", now);
            } else {
                subscriptions.remove(tx, id);
            }
        }
        return ids.size() == STEP;
    }

    private static boolean isSomethingLeft(Transaction tx, String subscription) throws SQLException {
        return tx.first(
                        "SELECT 1 FROM callback_delivery WHERE subscription_id = ?"
                                + " UNION ALL SELECT 1 FROM callback_dead WHERE subscription_id = ? LIMIT 1",
                        row -> 1,
                        subscription,
                        subscription)
                .isPresent();
    }

    private boolean removeEnded(Transaction tx, Instant now) throws SQLException {
        List<String> ids = tx.query(
                "SELECT id FROM callback_subscription WHERE state = 'ENDED' AND refused_at < ? LIMIT ?",
                row -> row.getString(1),
                now.minus(KEEP_DEAD),
                STEP);
        for (String id : ids) {
            subscriptions.remove(tx, id);
        }
        return ids.size() == STEP;
    }

    /** Deletes a page of rows, found by their ids: any number of them may have the same time. */
    private static boolean deleteBefore(Transaction tx, String table, String column, Instant time) throws SQLException {
        String row = tx.dialect() == Dialect.POSTGRES ? "ctid" : "rowid";
        int deleted = tx.update(
                "DELETE FROM " + table + " WHERE " + row + " IN (SELECT " + row + " FROM " + table + " WHERE " + column
                        + " < ? ORDER BY " + column + " LIMIT ?)",
                time,
                STEP);
        return deleted == STEP;
    }

    /** Removes old attempts, which are found by the ids of their deliveries: these are older still. */
    private boolean forgetAttempts(Transaction tx, Instant time) throws SQLException {
        List<String> ids = tx.query(
                "SELECT delivery_id FROM callback_attempt WHERE delivery_id > ? AND delivery_id < ?"
                        + " GROUP BY delivery_id ORDER BY delivery_id LIMIT ?",
                row -> row.getString(1),
                attemptsSeenTo,
                Ids.at(time),
                STEP);
        Transaction.Batch batch = tx.batch("DELETE FROM callback_attempt WHERE delivery_id = ? AND at < ?");
        for (String id : ids) {
            batch.add(id, time);
        }
        batch.run();
        boolean more = ids.size() == STEP;
        attemptsSeenTo = more ? ids.get(STEP - 1) : "";
        return more;
    }

    /** Removes events whose last deliveries ended at once on two nodes. */
    private boolean forgetEvents(Transaction tx, Instant now) throws SQLException {
        List<String> ids = tx.query(
                "SELECT id FROM callback_event WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
                row -> row.getString(1),
                eventsSeenTo,
                Ids.at(now.minus(EVENTS_SETTLE)),
                STEP);
        for (String id : ids) {
            tx.enqueue(Completion.FORGET_EVENT, id);
        }
        boolean more = ids.size() == STEP;
        eventsSeenTo = more ? ids.get(STEP - 1) : "";
        return more;
    }
}
