package dev.connectorkit.orchestration.internal.store;

/** Another node, or a client, has written the instance since the turn has read it. */
public final class OutdatedTurnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutdatedTurnException(String instanceId) {
        super("Instance " + instanceId + " was written in between", null, false, false);
    }
}
