package dev.connectorkit.orchestration.internal.store;

/** Thrown if another node or a client has written the instance since the turn read it. */
public final class OutdatedTurnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutdatedTurnException(String instanceId) {
        super("Instance " + instanceId + " was written by another turn", null, false, false);
    }
}
