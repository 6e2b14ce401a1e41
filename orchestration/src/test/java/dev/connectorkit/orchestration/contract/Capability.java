package dev.connectorkit.orchestration.contract;

/** The parts of the contract that a runtime may lack; its documentation names them. */
public enum Capability {
    /** Instances are found by conditions, and purged by them. */
    QUERY,
    /** A failed instance is rewound. */
    REWIND,
    /** A rewind keeps every result, also of calls that were made together with the one that failed. */
    REWIND_KEEPS_SIBLINGS,
    /** A rewind rewinds the failed sub-orchestration instead of starting it again. */
    REWIND_CHILDREN,
    /** Instances are started and events raised in a transaction of the caller's database. */
    TRANSACTIONS,
    /** An activity that nobody awaits runs also if its orchestration ends at once. */
    UNAWAITED_ACTIVITIES,
    /**
     * Code that does not match the history fails the instance, and the message names the activities of both. Without it the instance
     * waits for code that does.
     */
    MISMATCH_FAILS,
    /** A runtime goes on with the instances of one that was closed, at once. */
    TAKEOVER,
    /** An instance is purged, alone or with its sub-orchestrations. */
    PURGE,
    /** A purged instance is unknown at once, and not only after a moment. */
    PURGE_AT_ONCE
}
