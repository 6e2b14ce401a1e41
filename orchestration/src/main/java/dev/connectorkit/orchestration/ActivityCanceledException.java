package dev.connectorkit.orchestration;

/** Thrown by {@link ActivityContext#heartbeat()}: the result of the activity would be discarded. */
public final class ActivityCanceledException extends OrchestrationException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception of a call. */
    public ActivityCanceledException(String activity) {
        super("Activity " + activity + " has timed out or its engine is closing", null);
    }
}
