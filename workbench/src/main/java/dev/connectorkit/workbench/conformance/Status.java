package dev.connectorkit.workbench.conformance;

/** The result of a rule at an operation. */
public enum Status {
    /** The connector keeps the rule. */
    PASSED,
    /** The connector departs from the rule. */
    FAILED,
    /** The connector departs from the rule, and a bypass says why that is accepted. */
    BYPASSED,
    /** The rule does not apply, or could not be checked. */
    SKIPPED
}
