package dev.connectorkit.storage;

/**
 * An insert, update or delete that is {@linkplain Transaction#enqueue enqueued} for many rows and sent for all of them together,
 * also for those of other callers in the same transaction. Make it a constant: two of the same text are different ones.
 *
 * <pre>{@code
 * private static final BatchedStatement ADD = BatchedStatement.of("INSERT INTO note (text) VALUES (?)");
 * }</pre>
 */
public final class BatchedStatement {

    private final String sql;

    private BatchedStatement(String sql) {
        this.sql = sql;
    }

    /** Returns a statement of this SQL text. */
    public static BatchedStatement of(String sql) {
        return new BatchedStatement(sql);
    }

    String sql() {
        return sql;
    }

    @Override
    public String toString() {
        return sql;
    }
}
