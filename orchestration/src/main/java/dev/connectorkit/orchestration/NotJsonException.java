package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** Thrown if a {@link RawJson} is not one JSON value. */
public final class NotJsonException extends PayloadException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names the payload. */
    public NotJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
