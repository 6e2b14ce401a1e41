package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import java.util.List;

/**
 * The result of a rule at an operation. Immutable.
 *
 * @param operationId the operation; empty for a finding about the whole connector
 * @param message the departure, the reason of a bypass, or the reason why the rule could not be checked; empty if it passed
 * @param evidence the exchanges that show it, the oldest first
 */
public record Result(ConformanceRule rule, String operationId, Status status, String message, List<Exchange> evidence) {

    /** Copies the evidence. */
    public Result {
        evidence = List.copyOf(evidence);
    }

    /** Reports whether it fails a report: a departure, and from strict on also from rules that only warn. */
    boolean fails(Level level) {
        return status == Status.FAILED && (rule.severity() == Severity.ERROR || level == Level.STRICT);
    }
}
