package dev.connectorkit.callbacks.spi;

/**
 * A subscription that receives one event, checked and ready to be stored. Only {@link OneTimeCallbacks#check} creates it.
 * Immutable; contains the callback URL, which is a secret.
 */
public interface OneTimeSubscription {

    /** Returns the id under which it is stored. */
    String id();

    /** Returns a keyed hash of group and callback URL, equal for every request with the same two. */
    String key();
}
