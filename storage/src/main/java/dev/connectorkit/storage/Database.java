package dev.connectorkit.storage;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database with group commit: concurrent callers share one transaction and one flush to the disk, and each returns only when
 * its data are there. Thread-safe.
 *
 * <pre>{@code
 * try (Database database = Database.open("sqlite:connectors.db")) {
 *     database.migrate("orders", Orders.class);
 *     database.write(tx -> tx.update("INSERT INTO orders (id) VALUES (?)", "A-1"));
 * }
 * }</pre>
 */
public final class Database implements AutoCloseable {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    private final Backend backend;
    private final GroupCommit commits;
    private final Listeners listeners = new Listeners();
    private final HealthCheck health;
    private final Settings settings;
    private final ApplicationTransactions transactions;
    private volatile boolean closed;

    private Database(Backend backend, Settings settings) {
        this.backend = backend;
        this.settings = settings;
        this.commits = new GroupCommit(backend, listeners::wake);
        this.health = new HealthCheck(backend, commits);
        try {
            String id = result(submit(PropertyTable::create));
            this.transactions = new ApplicationTransactions(backend, settings, id, listeners, this::wake);
            backend.onForeignWake(listeners::wake);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Opens a database with the default options.
     *
     * @param url {@code memory}, {@code sqlite:FILE}, or {@code postgres://user:password@host:port/database}, with several hosts
     *     separated by commas (also {@code postgres:} followed by a JDBC URL)
     * @throws IllegalArgumentException if the URL is invalid
     * @throws StorageException if it cannot be opened, as a SQLite file that another process holds
     */
    public static Database open(String url) {
        return builder().url(url).open();
    }

    /**
     * Opens the database of a data source, with any pool, with the default options.
     *
     * @see Builder#dataSource
     */
    public static Database over(DataSource source) {
        return builder().dataSource(source).open();
    }

    /** Returns a builder with the default options. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the dialect that its SQL must be in. */
    public Dialect dialect() {
        return backend.dialect();
    }

    /** Returns whether the data outlive this process; false for {@code memory}. */
    public boolean isPersistent() {
        return backend.isPersistent();
    }

    /**
     * Brings the tables of a component to the newest version: runs {@code db/sqlite/V1.sql}, {@code V2.sql} and so on, or those
     * in {@code db/postgres}, that have not been run before. Several nodes may do so at once. A script whose first line is
     * {@code -- usable-from: 1} leaves tables that programs which know script 1 only can use too, so that nodes can be upgraded
     * one by one.
     *
     * @param component names the tables' owner
     * @param anchor a class whose package has the folder {@code db} beside it
     * @throws StorageException if a script fails, was changed after it was run, or the tables are too new for this program
     */
    public void migrate(String component, Class<?> anchor) {
        write(transaction -> {
            new Migrations(component, anchor).run(transaction);
            return true;
        });
    }

    /**
     * Runs the work in a transaction, together with that of other callers, and returns when it is on disk.
     *
     * @throws StorageException if the database failed; an unchecked exception of the work is thrown as it is
     * @throws IllegalStateException if called from within other work, which would wait for itself, or within
     *     {@link #inTransaction}, whose transaction it would not take part in
     */
    public <T extends @Nullable Object> T write(Work<T> work) {
        checkOutside();
        return result(submit(work));
    }

    /** As {@link #write}, without waiting; dependent stages run on the database's thread and must be short. */
    public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
        return commits.submit(work, false);
    }

    /**
     * As {@link #write}, and leaves the rows that other callers have {@linkplain Transaction#enqueue enqueued} to be sent
     * together with its own. The work must {@linkplain Transaction#flush flush} before it reads or changes, other than by
     * enqueued statements, any table that enqueued statements write to.
     */
    public <T extends @Nullable Object> T writeBatched(Work<T> work) {
        checkOutside();
        return result(submitBatched(work));
    }

    /** As {@link #writeBatched}, without waiting; dependent stages run on the database's thread and must be short. */
    public <T extends @Nullable Object> CompletableFuture<T> submitBatched(Work<T> work) {
        return commits.submit(work, true);
    }

    /** Returns work whose statements concurrent callers share. */
    public <A, R> GroupedWork<A, R> grouped(GroupedWork.Step<A, R> step) {
        return new GroupedWork<>(this, step);
    }

    /**
     * Runs work that only reads, on one snapshot of the data: it sees all or nothing of what others commit meanwhile. Does not
     * wait for writers, except in memory.
     *
     * @throws StorageException if the database failed or is closed
     */
    public <T extends @Nullable Object> T read(Work<T> work) {
        if (closed) {
            throw closed();
        }
        if (!backend.readsWithWriter()) {
            return backend.read(work);
        }
        Connection mine = transactions.current();
        try {
            return mine == null ? write(work) : join(mine, work);
        } catch (SQLException e) {
            throw StorageException.refused("The database refused to read: ", e);
        }
    }

    /**
     * Runs work of the application in a transaction of its own, on the calling thread, and returns when it is on disk. What
     * {@link #join} stores on its connection is committed or rolled back with it, and listeners are called right after the
     * commit.
     *
     * <p>On SQLite it waits up to {@link Builder#lockTimeout} for other writers, and is rolled back when it takes longer
     * than {@link Builder#longestTransaction}.
     *
     * @throws StorageException if the database failed; an unchecked exception of the work is thrown as it is
     */
    public <T extends @Nullable Object> T inTransaction(ConnectionWork<T> work) {
        checkOutside();
        if (closed) {
            throw closed();
        }
        return transactions.run(work);
    }

    /**
     * Returns connections to the database for the application's own transactions. On SQLite they come with the right pragmas,
     * share the write lock fairly with this database and take it with their first statement, and one transaction may not take
     * longer than {@link Builder#longestTransaction}. On PostgreSQL they come from a pool of their own. With
     * {@link Builder#dataSource} they are the application's. Closed with the database.
     */
    public DataSource dataSource() {
        if (closed) {
            throw closed();
        }
        return backend.applicationConnections();
    }

    /**
     * Runs work in a transaction that the caller began, and will end, on a connection to this same database: one of
     * {@link #inTransaction}, {@link #dataSource} or any other. Listeners of its {@linkplain Transaction#wake wake-ups} are
     * called right after the commit.
     *
     * @throws IllegalStateException if the connection is in auto-commit mode
     * @throws StorageException if the connection is to another database
     * @throws SQLException if the database refuses
     */
    public <T extends @Nullable Object> T join(Connection connection, Work<T> work) throws SQLException {
        if (closed) {
            throw closed();
        }
        return transactions.join(connection, work);
    }

    /**
     * Registers a listener that is called after every commit that {@linkplain Transaction#wake wakes} the channel, here or on
     * another node, and whenever such a wake-up may have been missed. It must be short; if it throws, that is logged.
     *
     * @return removes it
     */
    public Runnable onWake(String channel, Runnable listener) {
        return listeners.add(channel, listener);
    }

    /**
     * Returns the clock that everything in this database is due by. On PostgreSQL, which nodes with different clocks may share,
     * it is the server's in place of the system's; a clock of any other kind, as one of a test, is taken as it is.
     *
     * @param own the clock of this process
     */
    public Clock clock(Clock own) {
        boolean replaced = dialect() == Dialect.POSTGRES && own.equals(Clock.system(own.getZone()));
        return replaced ? backend.clock() : own;
    }

    /** Returns the time by the clock that all nodes share. See {@link Transaction#now}. */
    public Instant now() {
        return dialect() == Dialect.SQLITE ? settings.clock().instant() : read(Transaction::now);
    }

    /**
     * Returns the key that data of a purpose are encrypted with. It is random and does not change; the database keeps it encrypted
     * with each of the application's keys. To replace the application's key, start every node once with the new key and the
     * previous one, then with the new one alone: the previous one can no longer be used from then on.
     *
     * @param purpose names the data
     * @param keys the application's keys, the current one first, each at least 16 random bytes
     * @param earlier returns the key of data that were encrypted before the database kept one for them, if there are any
     * @return 32 bytes, or the earlier key
     * @throws StorageException if the data need another key
     */
    public byte[] dataKey(String purpose, List<byte[]> keys, Work<Optional<byte[]>> earlier) {
        return write(tx -> DataKeys.open(tx, purpose, keys, earlier))
                .orElseThrow(() -> DataKeys.unreadable(purpose, this));
    }

    /** Returns its health; takes up to 2 s if the database does not answer. */
    public Health health() {
        return health.now();
    }

    /**
     * Closes the database at once if it does not answer: for the beginning of a shutdown whose parts would each wait for it until
     * their statements expire. They fail instead, as the database is closed. Takes up to 3 s if it does not answer.
     *
     * @return whether it is closed now
     */
    public boolean closeIfSilent() {
        if (!closed && health.isSilent(LONGEST_SILENCE)) {
            closed = true;
            try {
                backend.close();
            } finally {
                commits.close();
            }
        }
        return closed;
    }

    /**
     * Ends the work that was handed over, then closes the connections. Work on PostgreSQL that gets no answer for 5 s fails.
     * Idempotent.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                commits.close();
            } finally {
                backend.close();
            }
        }
    }

    /** Returns the address of the database without user and password. */
    @Override
    public String toString() {
        return backend.toString();
    }

    private void wake(List<String> channels) {
        var unused = submitBatched(tx -> {
            channels.forEach(tx::wake);
            return true;
        });
    }

    static StorageException closed() {
        return new StorageException("The database is closed");
    }

    /**
     * Checks that the calling thread may wait for {@link #write}, for callers that wait for {@link #submit} themselves.
     *
     * @throws IllegalStateException within other work, which would wait for itself, and within {@link #inTransaction}
     */
    public void checkOutside() {
        if (commits.isOwnThread()) {
            throw new IllegalStateException(
                    "Work must not write through the database; use the transaction it is given");
        }
        if (transactions.current() != null) {
            throw new IllegalStateException(
                    "Work of inTransaction must not write through the database, which would not be"
                            + " part of its transaction; use its connection");
        }
    }

    static <T extends @Nullable Object> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                failure.addSuppressed(e);
                throw failure;
            }
            throw e;
        }
    }

    /** Options of a database. */
    public static final class Builder {

        private @Nullable String url;
        private @Nullable DataSource source;
        private Clock clock = Settings.DEFAULT.clock();
        private int writers = Settings.DEFAULT.writers();
        private int readers = Settings.DEFAULT.readers();
        private int applicationConnections = Settings.DEFAULT.applicationConnections();
        private Duration lockTimeout = Settings.DEFAULT.lockTimeout();
        private Duration longestTransaction = Settings.DEFAULT.longestTransaction();

        private @Nullable MetricsTrackerFactory poolMetrics;

        private Builder() {}

        /** Sets the address of the database. See {@link Database#open(String)}. */
        public Builder url(String address) {
            this.url = address;
            return this;
        }

        /**
         * Sets a data source to a SQLite file or to PostgreSQL, with any pool or none; it is not closed with the database. On
         * SQLite the file is brought into WAL mode, which the data source must not set otherwise. On PostgreSQL
         * it must be able to lend all {@link #writers} and {@link #readers} and one connection more, which is kept to listen to
         * other nodes and must therefore not be one of a transaction pooler such as PgBouncer.
         */
        public Builder dataSource(DataSource given) {
            this.source = given;
            return this;
        }

        /** Sets the clock of {@link Database#now} on SQLite. Default: the system's. */
        public Builder clock(Clock given) {
            this.clock = given;
            return this;
        }

        /**
         * Sets the number of transactions that are written at once on PostgreSQL; SQLite has one. Default: the number of
         * processors, from 2 to 4. Few make large groups, which cost less.
         *
         * @throws IllegalArgumentException if not from 1 to 1000
         */
        public Builder writers(int count) {
            this.writers = Settings.connections("writers", count);
            return this;
        }

        /**
         * Sets the number of connections that read. Default: 4.
         *
         * @throws IllegalArgumentException if not from 1 to 1000
         */
        public Builder readers(int count) {
            this.readers = Settings.connections("readers", count);
            return this;
        }

        /**
         * Sets the number of connections that {@link Database#dataSource} lends at once on PostgreSQL. Default: 8.
         *
         * @throws IllegalArgumentException if not from 1 to 1000
         */
        public Builder applicationConnections(int count) {
            this.applicationConnections = Settings.connections("applicationConnections", count);
            return this;
        }

        /**
         * Sets how long a transaction on SQLite waits for others to end before it fails. Default: 30 s.
         *
         * @throws IllegalArgumentException if not from 1 ms to 10 minutes
         */
        public Builder lockTimeout(Duration longest) {
            this.lockTimeout = Settings.time("lockTimeout", longest);
            return this;
        }

        /**
         * Sets how long a transaction of {@link Database#inTransaction} or {@link Database#dataSource} may keep everybody else
         * from writing on SQLite before it is rolled back. Default: 10 s.
         *
         * @throws IllegalArgumentException if not from 1 ms to 10 minutes
         */
        public Builder longestTransaction(Duration longest) {
            this.longestTransaction = Settings.time("longestTransaction", longest);
            return this;
        }

        /**
         * Sets the factory of what measures the pools of connections that the database opens to PostgreSQL:
         * {@code connectorkit-writers}, {@code connectorkit-readers} and {@code connectorkit-application}. The pools of a
         * {@link #dataSource} are the application's. Default: nothing is measured.
         */
        public Builder poolMetrics(MetricsTrackerFactory factory) {
            this.poolMetrics = factory;
            return this;
        }

        /**
         * Opens the database.
         *
         * @throws IllegalArgumentException if the URL is invalid, or the data source is of another kind of database
         * @throws IllegalStateException unless either a URL or a data source is set
         * @throws StorageException if it cannot be opened
         */
        public Database open() {
            Settings settings = new Settings(
                    clock, writers, readers, applicationConnections, lockTimeout, longestTransaction, poolMetrics);
            if (url != null && source == null) {
                return new Database(Backend.open(url, settings), settings);
            }
            if (source != null && url == null) {
                return new Database(Backend.over(source, settings), settings);
            }
            throw new IllegalStateException("A database needs either a url or a dataSource");
        }
    }
}
