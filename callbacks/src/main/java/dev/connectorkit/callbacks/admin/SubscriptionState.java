package dev.connectorkit.callbacks.admin;

/** States of a subscription. */
public enum SubscriptionState {
    /** Events are delivered. */
    ACTIVE,
    /** Events are kept as dead letters until an operator resumes the subscription and resends them. */
    PAUSED,
    /** The receiver refused deliveries for good, or the subscription expired; kept for 30 days for inspection. */
    ENDED
}
