package dev.connectorkit.callbacks.internal.store;

/**
 * The numbers of subscriptions that an event accepts.
 *
 * @param all in all
 * @param perHost with callback URLs of one host and port
 */
public record Limits(long all, long perHost) {

    /** No limit. */
    public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
}
