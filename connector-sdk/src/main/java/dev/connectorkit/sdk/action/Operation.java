package dev.connectorkit.sdk.action;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it is stored.
 *
 * @param id which is also the id of its orchestration, and of its subscription if it has one
 * @param action the name of the action
 * @param bodyHash the hash of its input
 * @param called whether its end is posted to a callback URL
 * @param state its state
 * @param input as JSON, null once it has ended
 * @param result as JSON, of one that succeeded; of one that failed, the problem
 * @param percent how far it is, null if it has not said
 * @param message where it is, for people; empty if it has not said
 * @param createdAt the time at which it was accepted
 * @param keepUntil when it is forgotten, null until it has ended
 */
record Operation(
        String id,
        String action,
        String bodyHash,
        boolean called,
        OperationState state,
        @Nullable String input,
        @Nullable String result,
        @Nullable Integer percent,
        String message,
        Instant createdAt,
        @Nullable Instant keepUntil) {

    /** Returns whether its time to live has ended. */
    public boolean isForgotten(Instant now) {
        return keepUntil != null && !now.isBefore(keepUntil);
    }
}
