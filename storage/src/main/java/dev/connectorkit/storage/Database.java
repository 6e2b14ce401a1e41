package dev.connectorkit.storage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with group commit: what callers write at the same time shares one transaction and one flush to the disk, and
 * each of them returns only when it is there. Thread-safe.
 *
 * <pre>{@code
 * try (Database database = Database.open("sqlite:connectors.db")) {
 *     database.migrate("orders", Orders.class);
 *     database.write(tx -> tx.update("INSERT INTO orders VALUES (?)", "A-1"));
 * }
 * }</pre>
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Backend backend;
    private final GroupCommit commits;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

    private Database(Backend backend) {
        this.backend = backend;
        this.commits = new GroupCommit(backend, this::woken);
        backend.onForeignWake(this::woken);
    }

    /**
     * Opens a database.
     *
     * @param url {@code memory}, {@code sqlite:FILE}, or {@code postgres://user:password@host:port/database} (also as
     *     {@code postgres:} followed by a JDBC URL)
     * @throws IllegalArgumentException if the URL is none of these
     * @throws StorageException if it cannot be opened, as a SQLite file that another process holds
     */
    public static Database open(String url) {
        return new Database(Backend.open(url));
    }

    /** The dialect its SQL must be in. */
    public Dialect dialect() {
        return backend.dialect();
    }

    /**
     * Brings the tables of a component to the newest version: runs {@code db/sqlite/V1.sql}, {@code V2.sql} and so on, or
     * those in {@code db/postgres}, that have not been run before. Several nodes may do so at once.
     *
     * @param component names the tables' owner in the book of what was run
     * @param anchor a class beside whose package folder {@code db} stands
     * @throws StorageException if a script fails, was changed after it was run, or the tables are newer than this program
     */
    public void migrate(String component, Class<?> anchor) {
        write(transaction -> {
            new Migrations(component, anchor).run(transaction);
            return true;
        });
    }

    /**
     * Does the work in a transaction, together with that of other callers, and returns when it is on disk.
     *
     * @throws StorageException if the database failed; an unchecked exception of the work is thrown as it is
     * @throws IllegalStateException if called from within other work, which would wait for itself
     */
    public <T extends @Nullable Object> T write(Work<T> work) {
        if (commits.isOwnThread()) {
            throw new IllegalStateException(
                    "Work must not write through the database: use the transaction it is given");
        }
        return result(submit(work));
    }

    /** As {@link #write}, without waiting; dependent stages run on the database's thread and must be short. */
    public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
        return commits.submit(work);
    }

    /** Reads a snapshot; does not wait for writers where the database allows it. */
    public <T extends @Nullable Object> T read(Work<T> work) {
        return backend.readsWithWriter() ? write(work) : backend.read(work);
    }

    /**
     * Has this called after every commit that {@linkplain Transaction#wake wakes} the channel, here or on another node, and
     * whenever such a wake-up may have been missed. It must be short and must not throw.
     *
     * @return ends it
     */
    public Runnable onWake(String channel, Runnable listener) {
        List<Runnable> all = listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>());
        all.add(listener);
        return () -> all.remove(listener);
    }

    /** Ends what was handed over, then closes the connections. */
    @Override
    public void close() {
        commits.close();
        backend.close();
    }

    /** The database without user and password. */
    @Override
    public String toString() {
        return backend.toString();
    }

    private void woken(@Nullable String channel) {
        if (channel == null) {
            listeners.keySet().forEach(this::woken);
            return;
        }
        for (Runnable listener : listeners.getOrDefault(channel, List.of())) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A listener of {} failed", channel, e);
            }
        }
    }

    private static <T extends @Nullable Object> T result(CompletableFuture<T> future) {
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
}
