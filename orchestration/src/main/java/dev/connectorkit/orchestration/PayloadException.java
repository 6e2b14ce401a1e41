package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** Thrown if a payload is malformed JSON, does not fit its type, or cannot be written as JSON. */
public class PayloadException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names the payload. */
    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
