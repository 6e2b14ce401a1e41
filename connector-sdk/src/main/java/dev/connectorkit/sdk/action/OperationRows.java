package dev.connectorkit.sdk.action;

import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the table of operations. */
final class OperationRows {

    private static final String COLUMNS =
            "id, action, body_hash, called, state, input, result, percent, message, created_at, keep_until";
    private static final long LOCKS = 0x616374696f6eL << 16;

    private OperationRows() {}

    /** Returns the operation with this in a unique column. */
    static Optional<Operation> find(Transaction tx, String column, String value) throws SQLException {
        return tx.first(
                "SELECT " + COLUMNS + " FROM action_operation WHERE " + column + " = ?",
                OperationRows::operation,
                value);
    }

    /** Returns a page, ordered by id. */
    static List<Operation> page(
            Transaction tx, @Nullable String action, @Nullable OperationState state, String after, int limit)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(after));
        StringBuilder where = new StringBuilder();
        if (action != null) {
            where.append(" AND action = ?");
            values.add(action);
        }
        if (state != null) {
            where.append(" AND state = ?");
            values.add(state.name());
        }
        values.add(limit);
        return tx.query(
                "SELECT " + COLUMNS + " FROM action_operation WHERE id > ?" + where + " ORDER BY id LIMIT ?",
                OperationRows::operation,
                values.toArray());
    }

    /** So that no two nodes give the same place away. SQLite has one writer. */
    static void lock(Transaction tx, String action) throws SQLException {
        if (tx.dialect() == Dialect.POSTGRES) {
            tx.query("SELECT pg_advisory_xact_lock(?)", row -> "", LOCKS ^ action.hashCode());
        }
    }

    /** Returns the number of operations, at most the limit. */
    static int count(Transaction tx, String action, OperationState state, int limit) throws SQLException {
        return tx.first(
                        "SELECT count(*) FROM (SELECT 1 FROM action_operation WHERE action = ? AND state = ?"
                                + " AND keep_until IS NULL LIMIT ?) AS counted",
                        row -> row.getInt(1),
                        action,
                        state.name(),
                        limit)
                .orElse(0);
    }

    private static Operation operation(ResultSet row) throws SQLException {
        int percent = row.getInt(8);
        Integer known = row.wasNull() ? null : percent;
        long until = row.getLong(11);
        Instant keepUntil = row.wasNull() ? null : Instant.ofEpochMilli(until);
        return new Operation(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4) == 1,
                OperationState.valueOf(row.getString(5)),
                row.getString(6),
                row.getString(7),
                known,
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)),
                keepUntil);
    }
}
