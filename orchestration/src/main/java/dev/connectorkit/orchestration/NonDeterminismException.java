package dev.connectorkit.orchestration;

/** The error type of an instance whose code does not match its history. */
public final class NonDeterminismException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names both sides. */
    public NonDeterminismException(String message) {
        super(message, null);
    }
}
