package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import java.util.List;

/**
 * The outcome of a check. Immutable.
 *
 * @param status passed, failed or skipped
 * @param message the departure, or the reason why the rule could not be checked; empty if it passed
 * @param evidence the exchanges that show it
 */
record Outcome(Status status, String message, List<Exchange> evidence) {

    Outcome {
        evidence = List.copyOf(evidence);
    }

    static Outcome passed(Exchange... evidence) {
        return new Outcome(Status.PASSED, "", List.of(evidence));
    }

    static Outcome failed(String message, Exchange... evidence) {
        return new Outcome(Status.FAILED, message, List.of(evidence));
    }

    static Outcome failed(String message, List<Exchange> evidence) {
        return new Outcome(Status.FAILED, message, evidence);
    }

    static Outcome skipped(String reason) {
        return new Outcome(Status.SKIPPED, reason, List.of());
    }

    /** Passed if the condition holds. */
    static Outcome require(boolean holds, String message, Exchange... evidence) {
        return holds ? passed(evidence) : failed(message, evidence);
    }
}
