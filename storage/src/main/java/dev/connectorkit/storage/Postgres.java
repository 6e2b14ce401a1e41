package dev.connectorkit.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, through a pool; the driver itself caches prepared statements. */
final class Postgres implements Backend {

    // Few, so that groups are large: on a busy server they cost less than parallel small ones.
    private static final int WRITERS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final int READERS = 4;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final String node = UUID.randomUUID().toString();
    private final PostgresUrl url;
    private final HikariDataSource pool;
    private @Nullable PostgresNotifications notifications;

    Postgres(PostgresUrl url) {
        this.url = url;
        HikariConfig config = new HikariConfig();
        config.setPoolName("connectorkit");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(WRITERS + READERS);
        config.setAutoCommit(false);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "connectorkit");
        // The details are the values of rows.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        try {
            this.pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new StorageException("Cannot connect to " + url.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public int writers() {
        return WRITERS;
    }

    @Override
    public Session begin() throws SQLException {
        return new Borrowed(pool.getConnection(), node);
    }

    @Override
    public boolean readsWithWriter() {
        return false;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            Session session = begin();
            try {
                return work.run(session.transaction());
            } finally {
                session.rollback();
            }
        } catch (SQLException e) {
            throw new StorageException("The database refused to read: " + e.getMessage(), e);
        }
    }

    @Override
    public void onForeignWake(Consumer<@Nullable String> listener) {
        notifications = new PostgresNotifications(url, node, listener);
    }

    @Override
    public void close() {
        if (notifications != null) {
            notifications.close();
        }
        pool.close();
    }

    @Override
    public String toString() {
        return url.name();
    }

    private static final class Borrowed implements Session {

        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new HashMap<>();
        private final Transaction transaction;

        Borrowed(Connection connection, String node) {
            this.connection = connection;
            this.transaction = new Transaction(connection, Dialect.POSTGRES, statements, node);
        }

        @Override
        public Transaction transaction() {
            return transaction;
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
            release();
        }

        @Override
        public void rollback() {
            try {
                connection.rollback();
            } catch (SQLException e) {
                // Broken: the pool notices when it gets it back.
            }
            release();
        }

        private void release() {
            try {
                // Closes its statements too.
                connection.close();
            } catch (SQLException e) {
                // Broken: the pool has put it away.
            }
        }
    }
}
