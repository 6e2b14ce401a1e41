package dev.connectorkit.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * SQLite in WAL mode with a flush at every commit; one connection that writes, and a few that read.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-ahead logging</a>
 */
final class Sqlite implements Backend {

    private final String name;
    private final @Nullable SqliteFileLock file;
    private final Settings settings;
    private final Transaction.Origin origin;
    private final WriteLock lock;
    private final SqliteLender writer;
    private final SqliteLender readers;
    private final SqliteApplicationSource application;

    private Sqlite(String name, SqliteSource source, @Nullable SqliteFileLock file) throws SQLException {
        this.name = name;
        this.file = file;
        this.settings = source.settings();
        this.origin = new Transaction.Origin("", settings.clock());
        this.lock = new WriteLock(name);
        SqliteConnection first = source.open();
        try {
            if (file != null) {
                BusyRetry.run(settings.lockTimeout(), () -> {
                    first.execute("PRAGMA journal_mode=WAL");
                    return true;
                });
            }
            if (file == null) {
                first.execute("PRAGMA journal_mode=MEMORY");
            }
            if (source.data() != null) {
                first.close();
                checkJournalMode(source);
                this.writer = SqliteLender.borrowing(source);
                this.readers = writer;
                this.application = SqliteApplicationSource.of(source, lock);
                return;
            }
            SqliteLender.Kept reading = new SqliteLender.Kept(settings.lockTimeout());
            for (int i = 0; i < settings.readers() && file != null; i++) {
                SqliteConnection reader = source.open();
                reader.execute("PRAGMA query_only=1");
                reading.add(reader);
            }
            this.writer = new SqliteLender.Kept(settings.lockTimeout()).add(first);
            this.readers = reading;
            this.application = file == null
                    ? SqliteApplicationSource.sharing(first, settings, lock)
                    : SqliteApplicationSource.of(source, lock);
        } catch (SQLException e) {
            first.close();
            throw e;
        }
    }

    /** Refuses a data source whose next connection takes the file out of WAL mode again. */
    private static void checkJournalMode(SqliteSource source) throws SQLException {
        SqliteConnection next = source.open();
        try (Statement statement = next.jdbc().createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            if (mode.next() && !mode.getString(1).equalsIgnoreCase("wal")) {
                throw new SQLException("The data source sets the journal mode of its connections to "
                        + mode.getString(1).toUpperCase(Locale.ROOT)
                        + ", with which readers and writers lock each other out; set it to WAL or leave it unset");
            }
        } finally {
            next.close();
        }
    }

    /**
     * Opens a database that is gone when it is closed. Not {@code :memory:}, whose commits take longer the more there is in it.
     *
     * @see <a href="https://www.sqlite.org/src/file/src/memdb.c">The memdb file system</a>
     */
    static Sqlite memory(Settings settings) {
        String url = "jdbc:sqlite:file:/connectorkit-" + UUID.randomUUID() + "?vfs=memdb";
        try {
            return new Sqlite("memory", SqliteSource.to(url, settings), null);
        } catch (SQLException e) {
            throw new StorageException("Cannot open a database in memory", e);
        }
    }

    static Sqlite file(Path file, Settings settings) {
        Path absolute = file.toAbsolutePath();
        return opened(absolute, SqliteSource.to("jdbc:sqlite:" + absolute, settings));
    }

    static Sqlite over(DataSource data, Path file, Settings settings) {
        return opened(file.toAbsolutePath(), SqliteSource.over(data, settings));
    }

    /** Returns the file of a connection. */
    static String address(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet databases =
                        statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            String file = databases.next() ? databases.getString(1) : null;
            if (file == null || file.isEmpty()) {
                throw new IllegalArgumentException(
                        "The data source connects to SQLite in memory, where each connection has data of its own;"
                                + " use one for a file, or the URL memory");
            }
            return file;
        }
    }

    private static Sqlite opened(Path file, SqliteSource source) {
        SqliteFileLock lock = null;
        try {
            lock = SqliteFileLock.of(file);
            return new Sqlite("sqlite:" + file, source, lock);
        } catch (IOException | SQLException e) {
            if (lock != null) {
                lock.close();
            }
            throw new StorageException("Cannot open the SQLite file " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public boolean isPersistent() {
        return file != null;
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public Session begin() throws SQLException {
        // The connection first: an application that holds the lock holds a connection of the same pool already.
        SqliteConnection connection = writer.take();
        try {
            lock.acquire(settings.lockTimeout());
            try {
                connection.beginImmediate(lock, settings.lockTimeout());
            } catch (SQLException | RuntimeException | Error e) {
                lock.release();
                throw e;
            }
        } catch (SQLException | RuntimeException | Error e) {
            writer.giveBack(connection);
            throw e;
        }
        return new Writing(connection);
    }

    @Override
    public boolean readsWithWriter() {
        return file == null;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            SqliteConnection reader = readers.take();
            try {
                return work.run(reader.begin("BEGIN", origin));
            } finally {
                reader.rollback();
                readers.giveBack(reader);
            }
        } catch (SQLException e) {
            throw StorageException.refused("The database refused to read: ", e);
        }
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public DataSource applicationConnections() {
        return application;
    }

    @Override
    public void onForeignWake(Consumer<@Nullable String> listener) {
        // No other process may have the file.
    }

    @Override
    public List<SupervisedThread> threads() {
        return List.of();
    }

    @Override
    public void close() {
        application.close();
        readers.close();
        writer.close();
        if (file != null) {
            file.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Writing implements Session {

        private final SqliteConnection connection;
        private final Transaction transaction;

        Writing(SqliteConnection connection) {
            this.connection = connection;
            this.transaction = connection.transaction(origin);
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
            connection.rollback();
            release();
        }

        private void release() {
            lock.release();
            writer.giveBack(connection);
        }
    }
}
