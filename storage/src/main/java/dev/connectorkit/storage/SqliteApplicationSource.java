package dev.connectorkit.storage;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections to a SQLite database for the application, which share its write lock. Thread-safe. */
final class SqliteApplicationSource implements DataSource, AutoCloseable {

    private final SqliteLender lender;
    private final Settings settings;
    private final WriteLock lock;
    private final boolean sharesConnection;
    private final ScheduledThreadPoolExecutor limits =
            new ScheduledThreadPoolExecutor(1, Threads.daemon("connectorkit-transaction-limit"));

    private SqliteApplicationSource(SqliteLender lender, Settings settings, WriteLock lock, boolean sharesConnection) {
        this.lender = lender;
        this.settings = settings;
        this.lock = lock;
        this.sharesConnection = sharesConnection;
        limits.setRemoveOnCancelPolicy(true);
    }

    static SqliteApplicationSource of(SqliteSource source, WriteLock lock) {
        return new SqliteApplicationSource(SqliteLender.borrowing(source), source.settings(), lock, false);
    }

    /** Returns the source for a database in memory, whose only connection all share. */
    static SqliteApplicationSource sharing(SqliteConnection only, Settings settings, WriteLock lock) {
        SqliteLender shared = new SqliteLender() {
            @Override
            public SqliteConnection take() {
                return only;
            }

            @Override
            public void giveBack(SqliteConnection connection) {}

            @Override
            public void close() {}
        };
        return new SqliteApplicationSource(shared, settings, lock, true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (limits.isShutdown()) {
            throw new SQLException("The database is closed");
        }
        SqliteApplicationConnection connection =
                new SqliteApplicationConnection(lender, lock, settings, limits, sharesConnection);
        Connection proxy = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class, InProcess.class}, connection);
        return connection.open(proxy);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("SQLite has no users");
    }

    @Override
    public void close() {
        limits.shutdownNow();
        lender.close();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("It logs to SLF4J");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("It wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Marks a connection whose transactions take the write lock within this process. */
    interface InProcess {

        /** Calls a listener once when the transaction under way has ended, committed or not, and others can write. */
        void afterEnd(Runnable listener);
    }
}
