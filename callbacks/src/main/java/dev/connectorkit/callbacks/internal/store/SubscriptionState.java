package dev.connectorkit.callbacks.internal.store;

/** Whether a subscription gets what is published. */
public enum SubscriptionState {
    /** It does. */
    ACTIVE,
    /** What is published is kept for it, to be sent when somebody resumes it. */
    PAUSED,
    /** Its receiver refused it for good; it is kept for a while to be looked at. */
    ENDED
}
