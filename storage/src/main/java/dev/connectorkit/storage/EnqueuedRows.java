package dev.connectorkit.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of a transaction that wait for their statements, by statement in the order of the first rows. Not thread-safe. */
final class EnqueuedRows {

    private final Transaction transaction;
    private final Map<BatchedStatement, Rows> statements = new LinkedHashMap<>();
    private int waiting;
    private boolean failed;

    EnqueuedRows(Transaction transaction) {
        this.transaction = transaction;
    }

    /** @param missed supplies the exception to fail with unless exactly one row is touched; null where their number does not matter */
    void add(
            BatchedStatement statement,
            @Nullable Supplier<? extends RuntimeException> missed,
            @Nullable Object[] arguments)
            throws SQLException {
        statements.computeIfAbsent(statement, key -> new Rows()).add(arguments, missed);
        if (++waiting == Transaction.Batch.ROWS) {
            flush();
        }
    }

    /** Runs the statements. */
    void flush() throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        Map<BatchedStatement, Rows> all = new LinkedHashMap<>(statements);
        statements.clear();
        waiting = 0;
        boolean before = failed;
        // Set until all have run: the caller may swallow the exception, and the statement may be another caller's.
        failed = true;
        for (Map.Entry<BatchedStatement, Rows> each : all.entrySet()) {
            each.getValue().run(transaction.batch(each.getKey().sql()));
        }
        failed = before;
    }

    /**
     * Runs the statements before the commit.
     *
     * @throws IllegalStateException if one has failed before
     */
    void finish() throws SQLException {
        flush();
        if (failed) {
            throw new IllegalStateException(
                    "An enqueued statement has failed, and the work that met the failure went on");
        }
    }

    /** The rows of one statement. */
    private static final class Rows {

        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private final List<@Nullable Supplier<? extends RuntimeException>> missed = new ArrayList<>();

        void add(@Nullable Object[] arguments, @Nullable Supplier<? extends RuntimeException> otherwise) {
            rows.add(arguments);
            missed.add(otherwise);
        }

        void run(Transaction.Batch batch) throws SQLException {
            for (@Nullable Object[] row : rows) {
                batch.add(row);
            }
            int[] touched = batch.run();
            for (int i = 0; i < touched.length; i++) {
                Supplier<? extends RuntimeException> otherwise = missed.get(i);
                if (touched[i] != 1 && otherwise != null) {
                    throw otherwise.get();
                }
            }
        }
    }
}
