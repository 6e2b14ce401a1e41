package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Thrown when the database could not be opened or refused a statement. Nothing was stored, unless the connection broke during
 * the commit. Its message carries no values.
 */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Connections that cannot be had or have broken, shutdowns, too many clients. */
    private static final Pattern UNAVAILABLE = Pattern.compile("08...|57P0[1-3]|53[1-3]00");

    private static final Pattern DATA_ERROR = Pattern.compile("(22|54)...");

    /** Creates an exception with its cause. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception without a cause. */
    public StorageException(String message) {
        super(message);
    }

    /** Creates an exception with the first line of the reason; PostgreSQL adds the values of rows in further lines. */
    static StorageException refused(String message, SQLException e) {
        String reason = String.valueOf(e.getMessage());
        int end = reason.indexOf('\n');
        return new StorageException(message + (end < 0 ? reason : reason.substring(0, end)), e);
    }

    /**
     * Returns whether the database could not be reached, was locked for too long or had no room left, so that the same may succeed
     * later.
     */
    public boolean isUnavailable() {
        return isCausedBy(UNAVAILABLE)
                || isCausedBy(cause -> cause instanceof SQLTransientConnectionException
                        || (cause instanceof SQLiteException full
                                && full.getResultCode() == SQLiteErrorCode.SQLITE_FULL));
    }

    /** Returns whether the database refuses the values: SQLSTATE class 22, and 54 for values that are too large. */
    public boolean isDataError() {
        return isCausedBy(DATA_ERROR);
    }

    private boolean isCausedBy(Pattern states) {
        return isCausedBy(cause -> cause instanceof SQLException refused
                && refused.getSQLState() != null
                && states.matcher(refused.getSQLState()).matches());
    }

    private boolean isCausedBy(Predicate<Throwable> condition) {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (condition.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
