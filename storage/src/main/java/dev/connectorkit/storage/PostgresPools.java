package dev.connectorkit.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pools of connections to one PostgreSQL database, so that neither readers nor the application keep a writer waiting.
 *
 * @param writing of the group commit
 * @param reading read only, with one snapshot for each transaction
 * @param application opened at its first use
 */
record PostgresPools(HikariDataSource writing, HikariDataSource reading, HikariDataSource application)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresPools.class);
    private static final long LONGEST_WAIT_MILLIS = 5_000;
    private static final long LONGEST_CLOSE_MILLIS = 2_000;

    /**
     * A connection that does not answer for so long is given up, as after a failover that closed nothing. Statements of ours take
     * less, except those of migrations; the URL may set another time.
     */
    private static final String LONGEST_STATEMENT_SECONDS = "60";

    private static final long IDLE_MILLIS = 60_000;

    static PostgresPools open(PostgresUrl url, Settings settings) {
        HikariConfig writing = config(url, "connectorkit-writers", settings.writers(), settings);
        HikariConfig reading = config(url, "connectorkit-readers", settings.readers(), settings);
        reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        reading.setReadOnly(true);
        for (HikariConfig own : List.of(writing, reading)) {
            own.addDataSourceProperty("socketTimeout", LONGEST_STATEMENT_SECONDS);
            own.setIsolateInternalQueries(true); // so that no rollback undoes these settings
            own.setConnectionInitSql("SET " + Postgres.BY_INDEX + "; SET " + Postgres.WITHOUT_JIT);
        }
        HikariConfig application = config(url, "connectorkit-application", settings.applicationConnections(), settings);
        application.setAutoCommit(true);
        application.setMinimumIdle(0);
        application.setIdleTimeout(IDLE_MILLIS);
        HikariDataSource first = new HikariDataSource();
        try {
            first = new HikariDataSource(writing);
            return new PostgresPools(first, new HikariDataSource(reading), lazy(application));
        } catch (HikariPool.PoolInitializationException e) {
            first.close();
            throw new StorageException("Cannot connect to " + url.name() + ": " + e.getMessage(), e);
        }
    }

    private static HikariConfig config(PostgresUrl url, String name, int size, Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(size);
        config.setMetricsTrackerFactory(settings.poolMetrics());
        config.setAutoCommit(false);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "connectorkit");
        // The details are the values of rows.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    /** Returns a pool that connects at its first use: most servers hand out no connections. */
    private static HikariDataSource lazy(HikariConfig config) {
        HikariDataSource pool = new HikariDataSource();
        config.copyStateTo(pool);
        return pool;
    }

    /** Closes all at once, and leaves it to their threads to wait longer for connections that a silent server keeps from ending. */
    @Override
    public void close() {
        ThreadFactory threads = Threads.daemon("connectorkit-closing");
        CompletableFuture<Void> closed = CompletableFuture.allOf(Stream.of(application, reading, writing)
                .map(pool -> CompletableFuture.runAsync(
                        pool::close, task -> threads.newThread(task).start()))
                .toArray(CompletableFuture<?>[]::new));
        try {
            closed.get(LONGEST_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Connections are still being closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
