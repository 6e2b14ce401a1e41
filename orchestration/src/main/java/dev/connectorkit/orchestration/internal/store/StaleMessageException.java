package dev.connectorkit.orchestration.internal.store;

/** Thrown if a message was taken by an earlier turn; the turn must be run again without it. */
public final class StaleMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StoredMessage stale;

    StaleMessageException(String instanceId, StoredMessage stale) {
        super("A message for " + instanceId + " was taken by an earlier turn: " + stale, null, false, false);
        this.stale = stale;
    }

    /** Returns the message. */
    public StoredMessage message() {
        return stale;
    }
}
