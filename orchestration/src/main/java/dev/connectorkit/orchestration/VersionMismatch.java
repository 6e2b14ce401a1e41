package dev.connectorkit.orchestration;

/** Treatment of instances whose version a runtime does not accept. */
public enum VersionMismatch {
    /** Leaves them unchanged for a runtime that accepts them. */
    REJECT,
    /** Fails them with the error type {@code VersionMismatch}; they can be rewound. */
    FAIL
}
