package dev.connectorkit.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SQLite in WAL mode with a flush at every commit; one writing connection, used by one thread, and a few that read. A lock file
 * keeps a second process out, whose leases this one would not see.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-ahead logging</a>
 */
final class Sqlite implements Backend {

    private static final int READERS = 4;

    private final String name;
    private final @Nullable FileChannel lock;
    private final Connected writer;
    private final BlockingQueue<Connected> readers = new ArrayBlockingQueue<>(READERS);

    private Sqlite(String name, String url, @Nullable FileChannel lock) throws SQLException {
        this.name = name;
        this.lock = lock;
        this.writer = new Connected(url);
        if (lock != null) {
            writer.execute("PRAGMA journal_mode=WAL");
            writer.execute("PRAGMA synchronous=FULL");
            for (int i = 0; i < READERS; i++) {
                Connected reader = new Connected(url);
                reader.execute("PRAGMA query_only=1");
                readers.add(reader);
            }
        }
    }

    static Sqlite memory() {
        try {
            return new Sqlite("memory", "jdbc:sqlite::memory:", null);
        } catch (SQLException e) {
            throw new StorageException("Cannot open a database in memory", e);
        }
    }

    static Sqlite file(Path file) {
        Path absolute = file.toAbsolutePath();
        FileChannel lock = null;
        try {
            Path folder = absolute.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            lock = lock(absolute);
            return new Sqlite("sqlite:" + absolute, "jdbc:sqlite:" + absolute, lock);
        } catch (IOException | SQLException e) {
            release(lock);
            throw new StorageException("Cannot open the SQLite file " + absolute + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(Path.of(file + "-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this process: as good as by another
        }
        if (held == null) {
            channel.close();
            throw new StorageException("The SQLite file " + file
                    + " is in use by another connector; stop that one, or share a PostgreSQL database between the two");
        }
        return channel;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public Session begin() throws SQLException {
        return writer.begin("BEGIN IMMEDIATE");
    }

    @Override
    public boolean readsWithWriter() {
        return lock == null;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        Connected reader = null;
        try {
            reader = readers.take();
            Session session = reader.begin("BEGIN");
            try {
                return work.run(session.transaction());
            } finally {
                session.rollback();
            }
        } catch (SQLException e) {
            throw new StorageException("The database refused to read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while waiting for the database", e);
        } finally {
            if (reader != null) {
                readers.add(reader);
            }
        }
    }

    @Override
    public void onForeignWake(Consumer<@Nullable String> listener) {
        // No other process may have the file.
    }

    @Override
    public void close() {
        for (int i = 0; i < READERS && lock != null; i++) {
            try {
                readers.take().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        writer.close();
        release(lock);
    }

    private static void release(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new StorageException("Cannot release the lock", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** A connection in auto-commit mode, with its statements; the driver's own commit would begin the next transaction at once. */
    private static final class Connected {

        private final Connection connection;
        private final Map<String, java.sql.PreparedStatement> statements = new HashMap<>();

        Connected(String url) throws SQLException {
            this.connection = DriverManager.getConnection(url);
            execute("PRAGMA busy_timeout=30000");
        }

        Session begin(String how) throws SQLException {
            execute(how);
            Transaction transaction = new Transaction(connection, Dialect.SQLITE, statements, "");
            return new Session() {
                @Override
                public Transaction transaction() {
                    return transaction;
                }

                @Override
                public void commit() throws SQLException {
                    execute("COMMIT");
                }

                @Override
                public void rollback() {
                    try {
                        execute("ROLLBACK");
                    } catch (SQLException e) {
                        // SQLite has rolled back by itself, as on a full disk.
                    }
                }
            };
        }

        void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new StorageException("Cannot close the database", e);
            }
        }
    }
}
