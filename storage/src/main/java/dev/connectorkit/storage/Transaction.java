package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements within one transaction. Arguments may be null, a string, a number, a boolean (stored as 0 or 1), bytes, or an
 * {@link Instant} (stored as milliseconds since 1970). Not thread-safe, and of no use after its {@link Work} has ended.
 */
public final class Transaction {

    /** The channel by which PostgreSQL tells other nodes; the payload is the sender and our channel. */
    static final String NOTIFICATIONS = "connectorkit";

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> statements;
    private final String node;
    private final Set<String> woken = new LinkedHashSet<>();
    private final Map<String, Later> later = new LinkedHashMap<>();
    private int waiting;
    private boolean broken;

    Transaction(Connection connection, Dialect dialect, Map<String, PreparedStatement> statements, String node) {
        this.connection = connection;
        this.dialect = dialect;
        this.statements = statements;
        this.node = node;
    }

    /**
     * Does work in a transaction that the caller began, and will end, on a connection of their own to the same database.
     * Listeners hear of its {@linkplain #wake wake-ups} on PostgreSQL only.
     */
    public static <T extends @Nullable Object> T on(Connection connection, Dialect dialect, Work<T> work)
            throws SQLException {
        Map<String, PreparedStatement> statements = new LinkedHashMap<>();
        try {
            Transaction transaction = new Transaction(connection, dialect, statements, "");
            T result = work.run(transaction);
            transaction.finish();
            return result;
        } finally {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        }
    }

    /** The dialect of the database. */
    public Dialect dialect() {
        return dialect;
    }

    /** Runs an insert, update or delete; returns the number of rows it touched. */
    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    /**
     * Runs an insert, update or delete before the next other statement that names its table, or before the commit at the latest.
     * Those of one text are sent together, also those of other callers in the same group; texts follow each other as they first
     * came. What it reads of other tables, it reads as they are then.
     */
    public void later(String sql, @Nullable Object... arguments) throws SQLException {
        later(sql, null, arguments);
    }

    /**
     * As {@link #later(String, Object...)}, and fails the work if a row is not touched that had to be.
     *
     * @param missed what to fail with if no row, or more than one, was touched; called then only. With null it does not matter
     */
    public void laterOne(
            @Nullable Supplier<? extends RuntimeException> missed, String sql, @Nullable Object... arguments)
            throws SQLException {
        later(sql, missed, arguments);
    }

    private void later(String sql, @Nullable Supplier<? extends RuntimeException> missed, @Nullable Object... arguments)
            throws SQLException {
        later.computeIfAbsent(sql, Later::new).add(arguments, missed);
        if (++waiting == Batch.ROWS) {
            flush();
        }
    }

    private void flush() throws SQLException {
        Map<String, Later> all = new LinkedHashMap<>(later);
        later.clear();
        waiting = 0;
        // Until all of it has run: who meets the failure may go on, and it may be another caller's.
        boolean before = broken;
        broken = true;
        for (Map.Entry<String, Later> each : all.entrySet()) {
            each.getValue().run(batch(each.getKey()));
        }
        broken = before;
    }

    /** Runs what was left for later, and tells other nodes of wake-ups. */
    void finish() throws SQLException {
        flush();
        if (broken) {
            throw new IllegalStateException("What was left for later has failed, and the work that met it went on");
        }
        if (dialect == Dialect.POSTGRES) {
            for (String channel : woken) {
                query("SELECT pg_notify(?, ?)", row -> "", NOTIFICATIONS, node + " " + channel);
            }
        }
    }

    /** All rows of a query. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = bound(sql, arguments).executeQuery()) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    /** The first row of a query, if it has one. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) throws SQLException {
        try (ResultSet result = bound(sql, arguments).executeQuery()) {
            return result.next() ? Optional.of(mapper.map(result)) : Optional.empty();
        }
    }

    /** One statement for many rows, sent together. */
    public Batch batch(String sql) throws SQLException {
        PreparedStatement statement = statement(sql);
        // What work that failed halfway has left there.
        statement.clearBatch();
        return new Batch(statement);
    }

    /**
     * After the commit, calls the {@linkplain Database#onWake listeners} of this channel: on this node, and on PostgreSQL on
     * the others too.
     *
     * @param channel a name without spaces
     */
    public void wake(String channel) {
        woken.add(channel);
    }

    Set<String> woken() {
        return woken;
    }

    /** The placeholders of a list, {@code ?,?,?}: for {@code IN (...)}. */
    public static String placeholders(int count) {
        return "?,".repeat(Math.max(0, count - 1)) + "?";
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statement(sql);
        bind(statement, arguments);
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        for (Later each : later.values()) {
            if (sql.contains(each.table)) {
                flush();
                break;
            }
        }
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

    /** Statements of one text that wait. */
    private static final class Later {

        private static final Pattern TABLE = Pattern.compile("(?:INSERT INTO|UPDATE|DELETE FROM) (\\w+) .*");

        private final String table;
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private final List<@Nullable Supplier<? extends RuntimeException>> missed = new ArrayList<>();

        Later(String sql) {
            Matcher matcher = TABLE.matcher(sql);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Only an INSERT, UPDATE or DELETE can be left for later: " + sql);
            }
            this.table = matcher.group(1);
        }

        void add(@Nullable Object[] arguments, @Nullable Supplier<? extends RuntimeException> otherwise) {
            rows.add(arguments);
            missed.add(otherwise);
        }

        void run(Batch batch) throws SQLException {
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

    /** Rows for one statement. */
    public static final class Batch {

        private static final int ROWS = 1000;

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

        /** Sends what has not been sent; returns how many rows each update or delete touched, in their order. */
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
