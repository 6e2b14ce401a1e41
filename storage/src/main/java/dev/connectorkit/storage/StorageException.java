package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;

/**
 * The database could not be opened or refused a statement. What was asked for has not happened, unless the connection broke while
 * it was committed. Carries no values.
 */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Connections that cannot be had or have broken, shutdowns, too many clients. */
    private static final Pattern UNAVAILABLE = Pattern.compile("08...|57P0[1-3]|53300");

    /** With the reason. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether the database could not be reached, so that the same may succeed later. */
    public boolean isUnavailable() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException refused
                            && refused.getSQLState() != null
                            && UNAVAILABLE.matcher(refused.getSQLState()).matches())) {
                return true;
            }
        }
        return false;
    }

    /** Without a reason below. */
    public StorageException(String message) {
        super(message);
    }
}
