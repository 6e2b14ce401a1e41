package dev.connectorkit.callbacks;

import org.jspecify.annotations.Nullable;

/** Thrown when a subscription cannot be stored as requested; nothing was stored. The message is meant for the subscriber. */
public final class SubscriptionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of refusals. */
    public enum Reason {
        /** The callback URL is missing or not allowed, or its receiver did not consent. */
        INVALID,
        /** The filter is too large. */
        TOO_LARGE,
        /** The event has as many subscriptions as it may have. */
        LIMIT_REACHED,
        /** The name of the receiver's host cannot be resolved at the moment; a later request may succeed. */
        UNAVAILABLE
    }

    private final Reason reason;
    private final @Nullable String field;

    /**
     * Creates a refusal.
     *
     * @param field the property of the request that is at fault, null if none is
     * @param message a sentence for the subscriber, without keys
     */
    public SubscriptionRefusedException(Reason reason, @Nullable String field, String message) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    /** Returns the kind of refusal. */
    public Reason reason() {
        return reason;
    }

    /** Returns the property of the request that is at fault, or null if none is. */
    public @Nullable String field() {
        return field;
    }
}
