package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the subscriptions that may match publications. Thread-safe. */
final class Audiences {

    private static final String MAY_MATCH =
            " callback_subscription WHERE state <> 'ENDED' AND (expires_at IS NULL OR expires_at > ?)";

    private static final String ENDPOINTS = "id, host, filter, state, open_until, url, push, refusals, failures";

    private static final Comparator<Candidate> BY_ID = Comparator.comparing(Candidate::id);

    private final SubscriptionKeys keys;

    Audiences(SubscriptionKeys keys) {
        this.keys = keys;
    }

    /** Returns the subscriptions that may match a publication, with their endpoints, in the order of their ids. */
    List<Candidate> of(Transaction tx, Publication publication, int limit, Instant now) throws SQLException {
        List<Candidate> found = tx.query(
                "SELECT " + ENDPOINTS + " FROM" + MAY_MATCH + " AND match_key IN ('', ?) AND event_name = ? LIMIT ?",
                this::withEndpoint,
                now,
                publication.matchKey(),
                publication.event(),
                limit);
        found.sort(BY_ID);
        return found;
    }

    /**
     * Returns those of several publications, as {@link #of} does for each, by one statement.
     *
     * @param limit the largest number for each publication; there may be more
     * @param inAll the largest number in all
     * @return empty if there are more, or where nothing is gained
     */
    Optional<List<List<Candidate>>> ofAll(
            Transaction tx, List<Publication> publications, int limit, int inAll, Instant now) throws SQLException {
        if (publications.size() == 1) {
            return Optional.empty();
        }
        boolean postgres = tx.dialect() == Dialect.POSTGRES;
        List<List<Candidate>> found = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < publications.size(); i++) {
            Publication publication = publications.get(i);
            found.add(new ArrayList<>());
            if (!postgres && !publication.matchKey().isEmpty()) {
                arguments.addAll(List.of(i, publication.event(), ""));
            }
            arguments.addAll(List.of(i, publication.event(), publication.matchKey()));
        }
        int places = DeliveryQueue.padded(arguments.size() / 3);
        while (arguments.size() < 3 * places) {
            arguments.addAll(List.of(0, "", ""));
        }
        arguments.add(now);
        if (postgres) {
            arguments.add(limit);
        }
        arguments.add(inAll + 1);
        String searched = "(VALUES (CAST(? AS INTEGER), CAST(? AS TEXT), CAST(? AS TEXT))"
                + ", (?, ?, ?)".repeat(places - 1) + ")";
        List<Integer> rows = tx.query(
                postgres ? onPostgres(searched) : onSqlite(searched),
                row -> {
                    int number = row.getInt(10);
                    found.get(number).add(withEndpoint(row));
                    return number;
                },
                arguments.toArray());
        found.forEach(each -> each.sort(BY_ID));
        return rows.size() > inAll ? Optional.empty() : Optional.of(found);
    }

    /** The inner limit makes it look up each of them, whatever its statistics say. */
    private static String onPostgres(String searched) {
        return "SELECT s.*, p.n FROM " + searched + " AS p (n, event_name, match_key) CROSS JOIN LATERAL ("
                + "SELECT " + ENDPOINTS + " FROM" + MAY_MATCH
                + " AND match_key = ANY (ARRAY['', p.match_key] COLLATE \"C\")"
                + " AND event_name = p.event_name COLLATE \"C\" LIMIT ?) s LIMIT ?";
    }

    /** SQLite keeps the order of a CROSS JOIN, and so looks up each of them. */
    private static String onSqlite(String searched) {
        return "SELECT " + ENDPOINTS + ", column1 FROM " + searched + " CROSS JOIN" + MAY_MATCH
                + " AND event_name = column2 AND match_key = column3 LIMIT ?";
    }

    /** Returns the next subscriptions after this id, in the order of their ids, that may match an event with this key. */
    List<Candidate> page(Transaction tx, String event, String matchKey, String after, int limit, Instant now)
            throws SQLException {
        return tx.query(
                "SELECT id, host, filter, state, open_until FROM" + MAY_MATCH
                        + " AND event_name = ? AND match_key = ? AND id > ? ORDER BY id LIMIT ?",
                row -> candidate(row, null),
                now,
                event,
                matchKey,
                after,
                limit);
    }

    /** Returns those of these subscriptions that have not ended, with their endpoints, in the order of their ids. */
    List<Candidate> unended(Transaction tx, List<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        return tx.query(
                "SELECT id, host, '', state, open_until, url, push, refusals, failures FROM callback_subscription"
                        + " WHERE state <> 'ENDED' AND id IN (" + DeliveryQueue.places(ids.size()) + ") ORDER BY id",
                this::withEndpoint,
                DeliveryQueue.padded(ids));
    }

    private Candidate withEndpoint(ResultSet row) throws SQLException {
        EncryptedText url = new EncryptedText(keys, row.getBytes(6));
        return candidate(row, new Endpoint(url, row.getInt(7) != 0, row.getInt(8) > 0, row.getInt(9)));
    }

    private static Candidate candidate(ResultSet row, @Nullable Endpoint endpoint) throws SQLException {
        return new Candidate(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                SubscriptionState.valueOf(row.getString(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                endpoint);
    }

    /**
     * A subscription that may match.
     *
     * @param endpoint null where many are read
     */
    record Candidate(
            String id,
            String host,
            String filter,
            SubscriptionState state,
            Instant openUntil,
            @Nullable Endpoint endpoint) {

        Candidate withoutFilter() {
            return new Candidate(id, host, "", state, openUntil, endpoint);
        }

        /** Returns the earliest time of an attempt. */
        Instant due(Instant now) {
            return openUntil.isAfter(now) ? openUntil : now;
        }
    }

    /**
     * Address of a subscription, and the state that an attempt depends on.
     *
     * @param push whether it is a legacy push trigger
     * @param refused whether its last answers refused us
     * @param failures the number of consecutive failed answers
     */
    record Endpoint(EncryptedText url, boolean push, boolean refused, int failures) {}
}
