package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import java.util.List;
import java.util.Locale;

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

    /**
     * Returns the result as a line for people.
     *
     * @param level the strictness of the test
     */
    public String toLine(Level level) {
        String reason = message.isEmpty() ? "" : ": " + message;
        String place = operationId.isEmpty() ? "all operations" : operationId;
        return String.format(Locale.ROOT, "%-8s %-9s %s%s", word(level), rule.id(), place, reason);
    }

    /** Returns the status in a word. */
    String word(Level level) {
        return switch (status) {
            case PASSED -> "pass";
            case FAILED -> fails(level) ? "FAIL" : "warn";
            case BYPASSED -> "bypassed";
            case SKIPPED -> "skip";
        };
    }

    /** Reports whether it fails a report: a departure, and from strict on also from rules that only warn. */
    boolean fails(Level level) {
        return status == Status.FAILED && (rule.severity() == Severity.ERROR || level == Level.STRICT);
    }
}
