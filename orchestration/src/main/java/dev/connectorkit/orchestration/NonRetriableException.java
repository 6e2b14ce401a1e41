package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** Thrown by activities to fail without another attempt. */
public class NonRetriableException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message and a cause. */
    public NonRetriableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception with a message. */
    public NonRetriableException(String message) {
        this(message, null);
    }
}
