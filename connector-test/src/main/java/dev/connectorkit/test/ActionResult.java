package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The end of an action. Immutable, provided that nobody changes the body.
 *
 * @param outcome the way it ended
 * @param status the status of the last answer; 0 if absent
 * @param body the output of the action: the body of the last answer, or of the callback
 * @param last the exchange that ended it
 */
public record ActionResult(Outcome outcome, int status, JsonNode body, Exchange last) {

    /** The ways in which an action ends. */
    public enum Outcome {
        /** It has its output. */
        SUCCEEDED,
        /** The connector answered with an error, or not at all. */
        FAILED,
        /** It had not ended at its timeout. */
        TIMED_OUT,
        /** The workflow was cancelled. */
        CANCELLED
    }

    /** Reports whether the action has its output. */
    public boolean isSuccessful() {
        return outcome == Outcome.SUCCEEDED;
    }
}
