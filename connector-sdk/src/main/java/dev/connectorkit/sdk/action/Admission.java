package dev.connectorkit.sdk.action;

import org.jspecify.annotations.Nullable;

/**
 * The result of admitting a request.
 *
 * @param outcome whether it is accepted
 * @param operation the new one, or the existing one; null if it is not accepted
 */
record Admission(Outcome outcome, @Nullable Operation operation) {

    /** The outcomes of a request. */
    public enum Outcome {
        /** As a new operation. */
        NEW,
        /** It repeats one that was taken before. */
        KNOWN,
        /** Its key was used with another body. */
        OTHER_BODY,
        /** Too many wait. */
        FULL
    }

    static Admission refused(Outcome outcome) {
        return new Admission(outcome, null);
    }
}
