package dev.connectorkit.storage;

/** The database could not be opened or refused a statement; what was asked for has not happened. Carries no values. */
public final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reason. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a reason below. */
    public StorageException(String message) {
        super(message);
    }
}
