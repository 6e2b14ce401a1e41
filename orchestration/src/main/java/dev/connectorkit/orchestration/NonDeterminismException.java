package dev.connectorkit.orchestration;

/** The code of an orchestration did something else than its history says; this is the error type of the failed instance. */
public final class NonDeterminismException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** With both sides. */
    public NonDeterminismException(String message) {
        super(message, null);
    }
}
