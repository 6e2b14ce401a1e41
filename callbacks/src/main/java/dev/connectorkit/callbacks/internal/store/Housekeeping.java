package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes what nobody needs any more, in steps that are small enough to do between deliveries. */
final class Housekeeping {

    private static final int STEP = 1000;
    private static final Duration KEEP_ATTEMPTS = Duration.ofDays(3);
    private static final Duration KEEP_DEAD = Duration.ofDays(30);
    private static final Duration EVENTS_SETTLE = Duration.ofHours(1);

    private final Subscriptions subscriptions;
    private String eventsSeenTo = "";

    Housekeeping(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * One step.
     *
     * @param maxAge deliveries twice as old are given up, even if their host was never asked
     * @return whether another step would find more
     */
    boolean step(Transaction tx, Duration maxAge, Instant now) throws SQLException {
        boolean more = expire(tx, now);
        more |= removeEnded(tx, now);
        more |= deleteBefore(tx, "callback_attempt", "at", now.minus(KEEP_ATTEMPTS));
        more |= deleteBefore(tx, "callback_dead", "died_at", now.minus(KEEP_DEAD));
        more |= DeadLetters.buryOlderThan(
                        tx,
                        now.minus(maxAge.multipliedBy(2)),
                        "it is older than twice " + maxAge + ", and its host was never well enough to be asked",
                        now,
                        STEP)
                == STEP;
        more |= forgetEvents(tx, now);
        return more;
    }

    /** Removes what has expired; where something is left of it, it ends, and what waits is still sent. */
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

    private static boolean deleteBefore(Transaction tx, String table, String column, Instant time) throws SQLException {
        Optional<Long> end = tx.first(
                "SELECT " + column + " FROM " + table + " WHERE " + column + " < ? ORDER BY " + column
                        + " LIMIT 1 OFFSET ?",
                row -> row.getLong(1),
                time,
                STEP);
        tx.update("DELETE FROM " + table + " WHERE " + column + " < ?", end.orElse(time.toEpochMilli()));
        return end.isPresent();
    }

    /** Those that were left when their last deliveries ended at once on two nodes. */
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
