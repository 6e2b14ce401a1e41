package dev.connectorkit.workbench.conformance;

/** The severity of a departure from a rule. */
public enum Severity {
    /** Runs are lost, doubled or fail. */
    ERROR,
    /** It works, and worse than it could. */
    WARNING
}
