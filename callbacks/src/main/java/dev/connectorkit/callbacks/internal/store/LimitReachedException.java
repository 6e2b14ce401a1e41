package dev.connectorkit.callbacks.internal.store;

/** There are as many subscriptions as the author allows; the message says of which kind. */
public final class LimitReachedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LimitReachedException(String message) {
        super(message);
    }
}
