package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * A SQLite connection in auto-commit mode with its prepared statements. Transactions begin and end by statements: the driver's
 * own commit would begin the next transaction at once.
 */
final class SqliteConnection {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    SqliteConnection(Connection connection, Settings settings) throws SQLException {
        this.connection = connection;
        this.autoCommitBefore = connection.getAutoCommit();
        try {
            if (!autoCommitBefore) {
                connection.setAutoCommit(true);
            }
            execute("PRAGMA busy_timeout=" + settings.lockTimeout().toMillis());
            execute("PRAGMA synchronous=FULL");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection jdbc() {
        return connection;
    }

    Transaction begin(String statement, Transaction.Origin origin) throws SQLException {
        execute(statement);
        return new Transaction(connection, Dialect.SQLITE, statements, origin);
    }

    /** Begins a transaction with the write lock, for which SQLite waits itself if another process or connection has it. */
    void beginImmediate(WriteLock lock, Duration longest) throws SQLException {
        try {
            execute("BEGIN IMMEDIATE");
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code) {
                throw lock.busy(longest, e);
            }
            throw e;
        }
    }

    Transaction transaction(Transaction.Origin origin) {
        return new Transaction(connection, Dialect.SQLITE, statements, origin);
    }

    void commit() throws SQLException {
        execute("COMMIT");
    }

    void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back by itself, as on a full disk, or the connection is broken.
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the statement that another thread runs now. */
    void interrupt() {
        try {
            connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
        } catch (SQLException e) {
            LOG.debug("Cannot interrupt the statement", e);
        }
    }

    /** Closes SQLite's own connection, which rolls back; a pool finds that out. */
    void abandon() {
        try {
            connection.unwrap(SQLiteConnection.class).close();
        } catch (SQLException e) {
            LOG.warn("Cannot close the connection of a transaction that took too long", e);
        }
    }

    /** Closes its statements and the connection, as it was before. */
    void close() throws SQLException {
        try (connection) {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            if (!autoCommitBefore) {
                connection.setAutoCommit(false);
            }
        }
    }
}
