package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that are lent one user at a time: kept open, or taken from a data source for each use. Thread-safe. */
interface SqliteLender extends AutoCloseable {

    /**
     * Lends a connection.
     *
     * @throws SQLException if none is free in time, or the lender is closed
     */
    SqliteConnection take() throws SQLException;

    void giveBack(SqliteConnection connection);

    /** Closes the connections that are not lent; the others are closed when they are given back. */
    @Override
    void close();

    /** Returns a lender that takes each connection from the source, and closes it afterwards. */
    static SqliteLender borrowing(SqliteSource source) {
        return new SqliteLender() {
            private volatile boolean closed;

            @Override
            public SqliteConnection take() throws SQLException {
                if (closed) {
                    throw new SQLException("The database is closed");
                }
                return source.open();
            }

            @Override
            public void giveBack(SqliteConnection connection) {
                closeQuietly(connection);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private static void closeQuietly(SqliteConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Broken, and given up either way.
        }
    }

    /** Connections that are kept open. */
    final class Kept implements SqliteLender {

        private final Duration longest;
        private final Deque<SqliteConnection> free = new ArrayDeque<>();
        private boolean closed;

        Kept(Duration longest) {
            this.longest = longest;
        }

        synchronized Kept add(SqliteConnection connection) {
            free.push(connection);
            return this;
        }

        @Override
        public synchronized SqliteConnection take() throws SQLException {
            long end = System.nanoTime() + longest.toNanos();
            try {
                while (!closed && free.isEmpty()) {
                    long millis = (end - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        throw new SQLTransientConnectionException(
                                "No connection was free within " + longest.toMillis() + " ms");
                    }
                    wait(millis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
            }
            if (closed) {
                throw new SQLException("The database is closed");
            }
            return free.pop();
        }

        @Override
        public synchronized void giveBack(SqliteConnection connection) {
            if (closed) {
                closeQuietly(connection);
            } else {
                free.push(connection);
                notifyAll();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            free.forEach(SqliteLender::closeQuietly);
            free.clear();
            notifyAll();
        }
    }
}
