package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;

/** Repetition of steps that SQLite refuses without waiting, while another connection has the file locked. */
final class BusyRetry {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private BusyRetry() {}

    /**
     * Runs a step until SQLite does not refuse it.
     *
     * @throws SQLTransientConnectionException if the file is locked for longer, or the thread is interrupted
     */
    static <T> T run(Duration longest, Step<T> step) throws SQLException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            try {
                return step.run();
            } catch (SQLException e) {
                if ((e.getErrorCode() & 0xFF) != SQLiteErrorCode.SQLITE_BUSY.code) {
                    throw e;
                }
                if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                    throw new SQLTransientConnectionException(
                            "Another connection kept the file locked for " + longest.toMillis() + " ms; end its"
                                    + " transaction, and leave the journal mode of the data source unset or WAL",
                            e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** A step that has no effect if it is refused. */
    interface Step<T> {

        T run() throws SQLException;
    }
}
