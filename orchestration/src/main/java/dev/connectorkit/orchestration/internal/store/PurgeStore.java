package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds and deletes finished instances. Stateless apart from the name of the hub. */
public final class PurgeStore {

    private final Tables tables;
    private final InstanceStore instances;
    private final String hub;

    /** Creates the store of a task hub. */
    public PurgeStore(String hub) {
        this.tables = new Tables(hub);
        this.instances = new InstanceStore(hub);
        this.hub = hub;
    }

    /** Returns the status of an instance, empty if it is unknown. */
    public Optional<RuntimeStatus> status(Transaction tx, String id) throws SQLException {
        return instances.status(tx, id);
    }

    /** Returns finished instances that match. */
    public List<String> finished(Transaction tx, InstanceQuery query, int limit) throws SQLException {
        InstanceFilter filter =
                new InstanceFilter(hub, query).and("i.completed_at IS NOT NULL").append(" LIMIT ?", limit);
        return tx.query(
                "SELECT i.id FROM orchestration_instance i" + filter.sql(),
                row -> row.getString(1),
                filter.arguments());
    }

    /** Returns instances of a status that finished before a time. */
    public List<String> finishedBefore(Transaction tx, RuntimeStatus status, Instant before, int limit)
            throws SQLException {
        return tx.query(
                "SELECT id FROM orchestration_instance WHERE hub = ? AND status = ? AND completed_at < ?"
                        + " AND completed_at IS NOT NULL LIMIT ?",
                row -> row.getString(1),
                hub,
                status.toString(),
                before,
                limit);
    }

    /** Returns the finished sub-orchestrations of instances. */
    public List<String> finishedChildren(Transaction tx, Collection<String> parents) throws SQLException {
        return tx.query(
                "SELECT id FROM orchestration_instance WHERE hub = ? AND completed_at IS NOT NULL AND parent_id IN ("
                        + Transaction.placeholders(parents.size()) + ")",
                row -> row.getString(1),
                tables.withHub(parents));
    }

    /** Deletes the instances that are still finished; returns their number. */
    public int purge(Transaction tx, Collection<String> ids) throws SQLException {
        String lock = tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE" : "";
        List<String> finished = tx.query(
                "SELECT id FROM orchestration_instance WHERE hub = ? AND id IN (" + Transaction.placeholders(ids.size())
                        + ") AND completed_at IS NOT NULL" + lock,
                row -> row.getString(1),
                tables.withHub(ids));
        if (!finished.isEmpty()) {
            tables.deleteParts(tx, finished);
            tx.update(
                    "DELETE FROM orchestration_instance WHERE hub = ? AND id IN ("
                            + Transaction.placeholders(finished.size()) + ")",
                    tables.withHub(finished));
        }
        return finished.size();
    }
}
