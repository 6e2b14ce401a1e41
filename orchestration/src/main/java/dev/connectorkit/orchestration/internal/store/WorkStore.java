package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.storage.DueTimes.Due;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds instances that have work. */
public final class WorkStore {

    private final String hub;

    /** Creates the store of a task hub. */
    public WorkStore(String hub) {
        this.hub = hub;
    }

    /** Returns the instances of these partitions that are due next. */
    public List<Due> nextDue(Transaction tx, Collection<Integer> parts, int limit) throws SQLException {
        return tx.query(
                "SELECT due_at, id FROM orchestration_instance WHERE hub = ? AND due_at IS NOT NULL" + in(parts)
                        + " ORDER BY due_at LIMIT ?",
                row -> new Due(row.getLong(1), row.getString(2)),
                arguments(parts, limit));
    }

    /** Returns the instances of these partitions that have messages. PostgreSQL takes the index only for statements that say {@code part >= 0}. */
    public List<String> withMessages(Transaction tx, Collection<Integer> parts) throws SQLException {
        return tx.query(
                "SELECT DISTINCT instance_id FROM orchestration_inbox WHERE hub = ? AND part >= 0" + in(parts),
                row -> row.getString(1),
                arguments(parts, null));
    }

    private static String in(Collection<Integer> parts) {
        return parts.size() == Partition.COUNT ? "" : " AND part IN (" + Transaction.placeholders(parts.size()) + ")";
    }

    private @Nullable Object[] arguments(Collection<Integer> parts, @Nullable Integer limit) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(hub);
        if (parts.size() != Partition.COUNT) {
            arguments.addAll(parts);
        }
        if (limit != null) {
            arguments.add(limit);
        }
        return arguments.toArray();
    }
}
