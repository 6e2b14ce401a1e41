package dev.connectorkit.callbacks.internal.store;

import java.time.Instant;

/**
 * A delivery that this node has claimed.
 *
 * @param id the same at every attempt
 * @param eventId of what was published
 * @param event the name of the event
 * @param subscriptionId whose it is
 * @param host and port of the callback URL
 * @param url the callback URL, unchanged
 * @param push whether the subscription is a push trigger of 2015
 * @param body the payload
 * @param headers the author's, as a JSON object
 * @param attempts how many counted
 * @param rejected whether the last answer refused the content
 * @param refused whether the subscription's last answers refused us
 * @param ordered whether the subscription gets one at a time, in order
 * @param queuedAt when it was published, or asked for again
 */
public record Delivery(
        String id,
        String eventId,
        String event,
        String subscriptionId,
        String host,
        EncryptedText url,
        boolean push,
        EventBody body,
        String headers,
        int attempts,
        boolean rejected,
        boolean refused,
        boolean ordered,
        Instant queuedAt) {

    /** Whether its subscription is forgotten when it has arrived. */
    boolean once() {
        return CallbackStore.isOneTime(event);
    }

    /** Without the callback URL, which is a secret. */
    @Override
    public String toString() {
        return "delivery " + id + " of " + CallbackStore.displayName(event) + " to " + host;
    }
}
