package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The table of the ids of publications that are published once. Stateless. */
final class PublicationIds {

    /** The time after which an id is forgotten. */
    static final Duration KEEP = Duration.ofDays(7);

    private PublicationIds() {}

    /**
     * Adds the id of a publication in its transaction. While another transaction adds the same one, it waits for that to end.
     *
     * @return the event of the publication that has this id already; empty if this is the first
     */
    static Optional<String> add(Transaction tx, Publication publication, String eventId, Instant now)
            throws SQLException {
        String id = publication.id();
        if (id == null) {
            return Optional.empty();
        }
        int added = tx.update(
                "INSERT INTO callback_publication (event_name, id, event_id, published_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                publication.event(),
                id,
                eventId,
                now);
        return added == 1 ? Optional.empty() : find(tx, publication);
    }

    private static Optional<String> find(Transaction tx, Publication publication) throws SQLException {
        return tx.first(
                "SELECT event_id FROM callback_publication WHERE event_name = ? AND id = ?",
                row -> row.getString(1),
                publication.event(),
                publication.id());
    }
}
