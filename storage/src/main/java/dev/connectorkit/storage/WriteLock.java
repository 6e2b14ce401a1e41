package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Write lock of a SQLite database within this process: first come, first served, which SQLite's own lock is not. Not tied to a
 * thread. Thread-safe.
 */
final class WriteLock {

    private final Semaphore permit = new Semaphore(1, true);
    private final String database;

    WriteLock(String database) {
        this.database = database;
    }

    void acquire(Duration longest) throws SQLException {
        boolean acquired;
        try {
            acquired = permit.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for the write lock of " + database, e);
        }
        if (!acquired) {
            throw busy(longest, null);
        }
    }

    void release() {
        permit.release();
    }

    SQLException busy(Duration waited, @Nullable SQLException cause) {
        return new SQLTransientConnectionException(
                "Another transaction held the write lock of " + database + " for longer than " + waited.toMillis()
                        + " ms; SQLite has one writer at a time, so keep transactions short and do nothing else in them",
                cause);
    }
}
