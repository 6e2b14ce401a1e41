package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** An input, a result or the payload of an event is not JSON, does not fit its type, or cannot be written as JSON. */
public class PayloadException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** With what does not fit, and why. */
    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
