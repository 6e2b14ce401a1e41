package dev.connectorkit.workbench.drills;

/** A subscription that the connector has not accepted, so that a drill cannot go on. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(IllegalStateException cause) {
        super(cause);
    }
}
