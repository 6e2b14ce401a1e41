package dev.connectorkit.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Differences between the databases: connections, locks, and notifications between nodes. */
interface Backend extends AutoCloseable {

    static Backend open(String url, Settings settings) {
        if (url.equals("memory")) {
            return Sqlite.memory(settings);
        }
        if (url.startsWith("sqlite:") && url.length() > "sqlite:".length()) {
            return Sqlite.file(Path.of(url.substring("sqlite:".length())), settings);
        }
        if (url.startsWith("postgres:") || url.startsWith("postgresql:")) {
            return Postgres.open(PostgresUrl.parse(url), settings);
        }
        throw new IllegalArgumentException(
                "A database is memory, sqlite:FILE or postgres://user:password@host:port/database");
    }

    static Backend over(DataSource source, Settings settings) {
        try {
            Target target = BusyRetry.run(settings.lockTimeout(), () -> Target.of(source));
            return target.dialect() == Dialect.POSTGRES
                    ? Postgres.over(source, target.address(), settings)
                    : Sqlite.over(source, Path.of(target.address()), settings);
        } catch (SQLException e) {
            throw StorageException.refused("Cannot connect to the data source: ", e);
        }
    }

    Dialect dialect();

    /** Returns whether the data outlive this process. */
    boolean isPersistent();

    /** Returns the number of transactions that may be written at once. */
    int writers();

    /** Returns the time after which a transaction without an answer is given up when the database is closed. */
    default Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** Begins a transaction for writing. */
    Session begin() throws SQLException;

    /** Returns whether reads must go through the only connection. */
    boolean readsWithWriter();

    /** Runs the work on one snapshot of the data. */
    <T extends @Nullable Object> T read(Work<T> work);

    /** Returns the clock that all nodes share in place of the system's. */
    Clock clock();

    /** Returns the connections for the application. */
    DataSource applicationConnections();

    /** Calls back when another node has woken a channel, with null when wake-ups may have been missed. */
    void onForeignWake(Consumer<@Nullable String> listener);

    /** Returns the threads it needs. */
    List<SupervisedThread> threads();

    /** Closes the connections, and aborts what is under way on them. */
    @Override
    void close();

    /** A transaction that is under way. */
    interface Session {

        Transaction transaction();

        /** Commits; on disk when it returns. Releases the connection, unless it throws. */
        void commit() throws SQLException;

        /** Rolls back and releases the connection; never throws: a connection that cannot roll back is given up. */
        void rollback();
    }

    /** The database that a data source connects to. */
    record Target(Dialect dialect, String address) {

        /** Gives the connection back before others are taken: the pool may have one connection only. */
        static Target of(DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                Dialect dialect = Dialect.of(connection);
                return new Target(
                        dialect,
                        dialect == Dialect.POSTGRES ? Postgres.address(connection) : Sqlite.address(connection));
            }
        }
    }
}
