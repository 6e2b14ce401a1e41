package dev.connectorkit.orchestration.internal.store;

/** A message was taken by a turn before; the turn that took it again must be run without it. */
public final class StaleMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StoredMessage stale;

    StaleMessageException(String instanceId, StoredMessage stale) {
        super("A message for " + instanceId + " was taken before: " + stale, null, false, false);
        this.stale = stale;
    }

    /** The message. */
    public StoredMessage message() {
        return stale;
    }
}
