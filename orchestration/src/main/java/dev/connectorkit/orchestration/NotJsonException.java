package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** Text that was given as {@link RawJson} is not one JSON value. */
public final class NotJsonException extends PayloadException {

    private static final long serialVersionUID = 1L;

    /** With what it was to be, and why it is not. */
    public NotJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
