package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/** The superclass of the exceptions of orchestrations. */
public abstract class OrchestrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OrchestrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
