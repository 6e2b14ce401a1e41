package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of published events whose deliveries are still to be made: rows of up to 200 subscriptions, which are worked off in the
 * order of their ids, each in a transaction of its own. Rows count from the commit of their event on; they may be stored before it,
 * so that the publication to any number of subscriptions takes short transactions only. Thread-safe.
 */
final class Fanout {

    private static final int ID_LENGTH = 32;

    /** The number of subscriptions in a row, whose deliveries are made in one transaction. */
    static final int ROW = 200;

    /** The time after which a transaction makes no more deliveries, as others wait for it. */
    private static final long LONG_ENOUGH_NANOS = 8_000_000;

    private static final int DISCARDED = 100;

    private static final BatchedStatement ADD =
            BatchedStatement.of("INSERT INTO callback_fanout (id, event_id, event_name, ordered, failed, subscriptions)"
                    + " VALUES (?, ?, ?, ?, ?, ?)");

    private static final String PUBLISHED =
            " WHERE EXISTS (SELECT 1 FROM callback_event e WHERE e.id = callback_fanout.event_id)";

    private static final String NOT_PUBLISHED =
            " NOT EXISTS (SELECT 1 FROM callback_event e WHERE e.id = callback_fanout.event_id)";

    private final Deliverer deliverer;
    private final Audiences audiences;

    Fanout(Deliverer deliverer, Audiences audiences) {
        this.deliverer = deliverer;
        this.audiences = audiences;
    }

    /** Returns the rows of a publication. */
    static List<Draft> drafts(Audience audience) {
        List<Draft> drafts = new ArrayList<>();
        draft(drafts, audience.matched(), false);
        draft(drafts, audience.failed(), true);
        return drafts;
    }

    private static void draft(List<Draft> drafts, List<Audiences.Candidate> subscriptions, boolean failed) {
        for (int from = 0; from < subscriptions.size(); from += ROW) {
            drafts.add(new Draft(
                    subscriptions.subList(from, Math.min(from + ROW, subscriptions.size())).stream()
                            .map(Audiences.Candidate::id)
                            .collect(Collectors.joining()),
                    failed));
        }
    }

    static boolean isPending(Transaction tx, String event) throws SQLException {
        return last(tx, event).isPresent();
    }

    private static Optional<String> last(Transaction tx, String event) throws SQLException {
        tx.flush();
        return tx.first(
                "SELECT id FROM callback_fanout WHERE event_name = ? ORDER BY id DESC LIMIT 1",
                row -> row.getString(1),
                event);
    }

    /** Adds rows behind those of earlier publications of the event. */
    static void add(Transaction tx, Publication publication, String eventId, List<Draft> rows, Ids ids)
            throws SQLException {
        String last = last(tx, publication.event()).orElse("");
        for (Draft row : rows) {
            last = last.isEmpty() ? ids.next() : ids.after(last);
            tx.enqueue(
                    ADD, last, eventId, publication.event(), publication.ordered(), row.failed(), row.subscriptions());
        }
    }

    /** Returns the number of rows that are stored for an event. */
    static long count(Transaction tx, String eventId) throws SQLException {
        return tx.first("SELECT count(*) FROM callback_fanout WHERE event_id = ?", row -> row.getLong(1), eventId)
                .orElse(0L);
    }

    /** Removes the rows of a publication that has failed. */
    static int discard(Transaction tx, String eventId) throws SQLException {
        return tx.update("DELETE FROM callback_fanout WHERE event_id = ? AND" + NOT_PUBLISHED, eventId);
    }

    /** Removes a page of the rows from before this time whose events never came; returns whether there may be more. */
    static boolean discardBefore(Transaction tx, Instant time) throws SQLException {
        return tx.update(
                        "DELETE FROM callback_fanout WHERE id IN (SELECT id FROM callback_fanout WHERE id < ? AND"
                                + NOT_PUBLISHED + " ORDER BY id LIMIT ?)",
                        Ids.at(time),
                        DISCARDED)
                == DISCARDED;
    }

    static boolean isAnyPending(Transaction tx) throws SQLException {
        return tx.first("SELECT 1 FROM callback_fanout" + PUBLISHED + " LIMIT 1", row -> 1)
                .isPresent();
    }

    /**
     * Makes the deliveries of the next rows.
     *
     * @param most the largest number of deliveries, except that it makes those of one row at least
     * @return the hosts with deliveries that are due and were not handed over, or empty if there are no rows
     */
    Optional<Set<String>> step(Transaction tx, int most, Offers offers, Instant now) throws SQLException {
        long start = System.nanoTime();
        Set<String> hosts = new LinkedHashSet<>();
        for (int made = 0; made == 0 || made + ROW <= most; made += ROW) {
            Optional<Row> next = next(tx);
            if (next.isEmpty()) {
                // Also where another node has just deleted the row that this one has waited for.
                return made > 0 || isAnyPending(tx) ? Optional.of(hosts) : Optional.empty();
            }
            deliver(tx, next.get(), offers, hosts, now);
            tx.flush();
            if (System.nanoTime() - start > LONG_ENOUGH_NANOS) {
                break;
            }
        }
        return Optional.of(hosts);
    }

    private static Optional<Row> next(Transaction tx) throws SQLException {
        return tx.first(
                "SELECT f.id, f.event_id, f.event_name, f.ordered, f.failed, f.subscriptions, e.headers,"
                        + " CASE WHEN octet_length(e.body) <= ? THEN e.body END FROM callback_fanout f"
                        + " JOIN callback_event e ON e.id = f.event_id WHERE f.id = (SELECT id FROM callback_fanout"
                        + PUBLISHED + " ORDER BY id LIMIT 1)"
                        + (tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE OF f" : ""),
                Fanout::row,
                PayloadBudget.SMALL);
    }

    private static Row row(ResultSet row) throws SQLException {
        String body = row.getString(8);
        Deliverer.Content content = body == null ? null : new Deliverer.Content(EventBody.of(body), row.getString(7));
        return new Row(
                row.getString(1),
                new Deliverer.Event(row.getString(2), row.getString(3), row.getInt(4) != 0, false, content),
                row.getInt(5) != 0,
                row.getString(6));
    }

    private void deliver(Transaction tx, Row row, Offers offers, Set<String> hosts, Instant now) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < row.subscriptions().length(); at += ID_LENGTH) {
            ids.add(row.subscriptions().substring(at, at + ID_LENGTH));
        }
        List<Audiences.Candidate> receivers = audiences.unended(tx, ids);
        if (row.failed()) {
            deliverer.bury(tx, row.event(), receivers, now);
        } else {
            hosts.addAll(deliverer.deliver(tx, row.event(), receivers, offers, now));
        }
        tx.update("DELETE FROM callback_fanout WHERE id = ?", row.id());
        tx.enqueue(Completion.FORGET_EVENT, row.event().id());
    }

    /**
     * A row that is not stored yet.
     *
     * @param subscriptions their ids, one behind the other
     * @param failed whether their filters have failed
     */
    record Draft(String subscriptions, boolean failed) {}

    private record Row(String id, Deliverer.Event event, boolean failed, String subscriptions) {}
}
