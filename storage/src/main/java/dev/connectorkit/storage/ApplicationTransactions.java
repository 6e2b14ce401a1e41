package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Transactions of the application, and work that takes part in them. Thread-safe. */
final class ApplicationTransactions {

    private final Backend backend;
    private final Transaction.Origin origin;
    private final String id;
    private final Listeners listeners;
    private final Consumer<List<String>> wakeInTurn;
    private final Map<Thread, Connection> current = new ConcurrentHashMap<>();

    /**
     * Creates them for the database of this id.
     *
     * @param wakeInTurn wakes channels in a transaction that waits for the write lock
     */
    ApplicationTransactions(
            Backend backend, Settings settings, String id, Listeners listeners, Consumer<List<String>> wakeInTurn) {
        this.backend = backend;
        this.origin = new Transaction.Origin("", settings.clock());
        this.id = id;
        this.listeners = listeners;
        this.wakeInTurn = wakeInTurn;
    }

    /** Returns the connection of the transaction that the calling thread is in. */
    @Nullable Connection current() {
        return current.get(Thread.currentThread());
    }

    <T extends @Nullable Object> T run(ConnectionWork<T> work) {
        try (Connection connection = backend.applicationConnections().getConnection()) {
            boolean autoCommitBefore = connection.getAutoCommit();
            connection.setAutoCommit(false);
            current.put(Thread.currentThread(), connection);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            } finally {
                current.remove(Thread.currentThread());
                restore(connection, autoCommitBefore);
            }
        } catch (SQLException e) {
            throw StorageException.refused("The transaction failed: ", e);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void restore(Connection connection, boolean autoCommitBefore) {
        try {
            if (autoCommitBefore) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // Broken: its pool notices.
        }
    }

    <T extends @Nullable Object> T join(Connection connection, Work<T> work) throws SQLException {
        Map<String, PreparedStatement> statements = new LinkedHashMap<>();
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "The connection commits each statement by itself, and could store half of"
                                + " the work: call setAutoCommit(false) before, and commit() afterwards");
            }
            Transaction transaction = new Transaction(connection, backend.dialect(), statements, origin);
            checkSame(connection, transaction);
            T result = work.run(transaction);
            transaction.finish();
            if (backend.dialect() == Dialect.SQLITE && !transaction.woken().isEmpty()) {
                wakeAfterEnd(connection, List.copyOf(transaction.woken()));
            }
            return result;
        } finally {
            statements.values().forEach(ApplicationTransactions::close);
        }
    }

    /** PostgreSQL notifies with the commit; with SQLite, the write lock is free again only once the transaction has ended. */
    private void wakeAfterEnd(Connection connection, List<String> channels) throws SQLException {
        if (connection.isWrapperFor(SqliteApplicationSource.InProcess.class)) {
            connection
                    .unwrap(SqliteApplicationSource.InProcess.class)
                    .afterEnd(() -> channels.forEach(listeners::wake));
        } else {
            wakeInTurn.accept(channels);
        }
    }

    private void checkSame(Connection connection, Transaction transaction) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        boolean sameKind =
                backend.dialect() == Dialect.SQLITE ? "SQLite".equals(product) : "PostgreSQL".equals(product);
        if (!sameKind || !PropertyTable.has(transaction, id)) {
            throw new StorageException("The connection is to another database than " + backend
                    + ", so that the two cannot commit together; use connections of Database.inTransaction or"
                    + " Database.dataSource()");
        }
    }

    private static void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // Broken together with its connection, which is the caller's.
        }
    }
}
