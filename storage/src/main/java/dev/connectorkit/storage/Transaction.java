package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statements within one transaction. Arguments may be null, a string, a number, a boolean (stored as 0 or 1), bytes, or an
 * {@link Instant} (stored as milliseconds since 1970). Not thread-safe, and not usable after its {@link Work} has ended.
 */
public final class Transaction {

    /** The channel of PostgreSQL that reaches the other nodes; the payload is the sender and our channel. */
    static final String NOTIFICATIONS = "connectorkit";

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> statements;
    private final Origin origin;
    private final Set<String> woken = new LinkedHashSet<>();
    private final EnqueuedRows enqueued = new EnqueuedRows(this);
    private @Nullable Instant asked;
    private long askedNanos;

    Transaction(Connection connection, Dialect dialect, Map<String, PreparedStatement> statements, Origin origin) {
        this.connection = connection;
        this.dialect = dialect;
        this.statements = statements;
        this.origin = origin;
    }

    /** Runs work whose statements may take any time. */
    void runLong(LongWork work) throws SQLException {
        int before = dialect == Dialect.POSTGRES ? connection.getNetworkTimeout() : 0;
        if (before == 0) {
            work.run();
            return;
        }
        connection.setNetworkTimeout(Runnable::run, 0);
        work.run();
        // Where it fails, the pool puts its own time back, or the connection away.
        connection.setNetworkTimeout(Runnable::run, before);
    }

    /** Returns the dialect of the database. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Returns the time by the clock that all nodes share: the database's on PostgreSQL, asked once in a transaction and counted
     * on from there, and this process's on SQLite, which serves one process only.
     */
    public Instant now() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            return origin.clock().instant();
        }
        if (asked == null) {
            asked = first("SELECT " + dialect.nowMillis(), row -> Instant.ofEpochMilli(row.getLong(1)))
                    .orElseThrow();
            askedNanos = System.nanoTime();
        }
        return asked.plusNanos(System.nanoTime() - askedNanos);
    }

    /** Runs an insert, update or delete; returns the number of rows it touched. */
    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /**
     * Leaves a row to a statement that is run at the next {@link #flush}, or before the commit at the latest. The rows of one
     * statement are sent together; statements follow each other in the order in which they were enqueued first. Other
     * statements of this transaction do not see the rows before.
     *
     * @see Database#writeBatched
     */
    public void enqueue(BatchedStatement statement, @Nullable Object... arguments) throws SQLException {
        enqueued.add(statement, null, arguments);
    }

    /**
     * As {@link #enqueue}, and fails the transaction if not exactly one row is touched.
     *
     * @param missed supplies the exception to fail with; called only then. With null the number of rows does not matter
     */
    public void enqueueExpectingOneRow(
            BatchedStatement statement,
            @Nullable Supplier<? extends RuntimeException> missed,
            @Nullable Object... arguments)
            throws SQLException {
        enqueued.add(statement, missed, arguments);
    }

    /** Runs the enqueued statements, so that what follows sees their rows. */
    public void flush() throws SQLException {
        enqueued.flush();
    }

    /** Runs what is enqueued, and notifies the other nodes of wake-ups. */
    void finish() throws SQLException {
        enqueued.finish();
        if (dialect == Dialect.POSTGRES) {
            for (String channel : woken) {
                query("SELECT pg_notify(?, ?)", row -> "", NOTIFICATIONS, origin.node() + " " + channel);
            }
        }
    }

    /** Returns all rows of a query. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bound(sql, arguments).executeQuery()) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    /** Returns the first row of a query, or empty if it has no rows. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        try (ResultSet result = bound(sql, arguments).executeQuery()) {
            return result.next() ? Optional.of(mapper.map(result)) : Optional.empty();
        }
    }

    /** Returns a batch of rows for one statement, to be run at once. */
    public Batch batch(String sql) throws SQLException {
        PreparedStatement statement = statement(sql);
        // Rows of work that failed halfway may be left in it.
        statement.clearBatch();
        return new Batch(statement);
    }

    /**
     * Calls the {@linkplain Database#onWake listeners} of this channel after the commit: on this node, and on PostgreSQL on the
     * others too.
     *
     * @param channel a name without spaces
     */
    public void wake(String channel) {
        woken.add(channel);
    }

    Set<String> woken() {
        return woken;
    }

    /** Returns the placeholders of a list, {@code ?,?,?}, for {@code IN (...)}. */
    public static String placeholders(int count) {
        return "?,".repeat(Math.max(0, count - 1)) + "?";
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, arguments);
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object value = arguments[i];
            if (value instanceof Instant instant) {
                statement.setLong(i + 1, instant.toEpochMilli());
            } else if (value instanceof Boolean flag) {
                statement.setInt(i + 1, flag ? 1 : 0);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Work without a limit of time. */
    @FunctionalInterface
    interface LongWork {

        void run() throws SQLException;
    }

    /**
     * Origin of a transaction.
     *
     * @param node the sender of its notifications; empty for connections of others, whose commits this node has to hear of too
     * @param clock the clock of this process
     */
    record Origin(String node, Clock clock) {}

    /** Rows for one statement that is run at once. */
    public static final class Batch {

        static final int ROWS = 1000;

        private final PreparedStatement statement;
        private int rows;
        private int[] touched = {};

        private Batch(PreparedStatement statement) {
            this.statement = statement;
        }

        /** Adds a row. */
        public Batch add(@Nullable Object... arguments) throws SQLException {
            bind(statement, arguments);
            statement.addBatch();
            if (++rows % ROWS == 0) {
                send();
            }
            return this;
        }

        /** Runs the statement for the rows left; returns the number of rows each update or delete touched, in their order. */
        public int[] run() throws SQLException {
            if (rows % ROWS != 0) {
                send();
            }
            return touched;
        }

        private void send() throws SQLException {
            int[] more = statement.executeBatch();
            int before = touched.length;
            touched = Arrays.copyOf(touched, before + more.length);
            System.arraycopy(more, 0, touched, before, more.length);
        }
    }
}
