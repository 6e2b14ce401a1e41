package dev.connectorkit.orchestration;

/** Versions of instances that a runtime accepts, compared with its own version. */
public enum VersionMatch {
    /** Every version. */
    ANY,
    /** The version of the runtime only. */
    STRICT,
    /** The version of the runtime and older ones; an instance without a version counts as the oldest. */
    CURRENT_OR_OLDER
}
