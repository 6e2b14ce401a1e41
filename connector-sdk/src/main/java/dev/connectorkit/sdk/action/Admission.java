package dev.connectorkit.sdk.action;

import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param outcome whether it is taken
 * @param operation the new one, or the one that was known; null if it is not taken
 */
record Admission(Outcome outcome, @Nullable Operation operation) {

    /** Whether a request is taken. */
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
