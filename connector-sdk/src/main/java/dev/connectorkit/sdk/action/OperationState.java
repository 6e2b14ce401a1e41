package dev.connectorkit.sdk.action;

/** The state of an operation. */
public enum OperationState {
    /** Taken, and waiting for a place. */
    QUEUED,
    /** It has a place; its orchestration runs, or is about to. */
    RUNNING,
    /** Ended with a result. */
    SUCCEEDED,
    /** Ended with a problem. */
    FAILED,
    /** Ended from outside. */
    CANCELLED
}
