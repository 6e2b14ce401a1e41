package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** For activities to throw: they failed, and another attempt would fail too. */
public class NonRetriableException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** With a message and the reason, if there is one. */
    public NonRetriableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** With a message. */
    public NonRetriableException(String message) {
        this(message, null);
    }
}
