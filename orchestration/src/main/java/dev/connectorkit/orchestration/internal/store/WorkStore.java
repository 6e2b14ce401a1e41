package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.storage.DueTimes.Due;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Finds instances that have work. */
public final class WorkStore {

    private final Tables tables;

    /** Creates the store of a task hub. */
    public WorkStore(String hub) {
        this.tables = new Tables(hub);
    }

    /** Returns the instances of these partitions that are due next. */
    public List<Due> nextDue(Transaction tx, Collection<Integer> parts, int limit) throws SQLException {
        return tx.query(
                "SELECT due_at, id FROM orchestration_instance WHERE hub = ? AND due_at IS NOT NULL" + in(parts)
                        + " ORDER BY due_at LIMIT " + limit,
                row -> new Due(row.getLong(1), row.getString(2)),
                arguments(parts));
    }

    /** Returns the instances of these partitions that have messages. PostgreSQL takes the index only for statements that say {@code part >= 0}. */
    public List<String> withMessages(Transaction tx, Collection<Integer> parts) throws SQLException {
        return tx.query(
                "SELECT DISTINCT instance_id FROM orchestration_inbox WHERE hub = ? AND part >= 0" + in(parts),
                row -> row.getString(1),
                arguments(parts));
    }

    private static String in(Collection<Integer> parts) {
        return parts.size() == Partition.COUNT ? "" : " AND part IN (" + Transaction.placeholders(parts.size()) + ")";
    }

    private Object[] arguments(Collection<Integer> parts) {
        return tables.withHub(parts.size() == Partition.COUNT ? List.of() : parts);
    }
}
