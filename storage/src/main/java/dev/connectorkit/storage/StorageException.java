package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
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
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLiteException full && full.getResultCode() == SQLiteErrorCode.SQLITE_FULL)
                    || (cause instanceof SQLException refused
                            && refused.getSQLState() != null
                            && UNAVAILABLE.matcher(refused.getSQLState()).matches())) {
                return true;
            }
        }
        return false;
    }
}
