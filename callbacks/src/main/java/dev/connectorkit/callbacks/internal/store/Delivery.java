package dev.connectorkit.callbacks.internal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node has claimed. Immutable.
 *
 * @param id the id, the same at every attempt
 * @param eventId the id of the event
 * @param event the name of the event
 * @param subscriptionId the id of the subscription
 * @param host and port of the callback URL
 * @param url the callback URL, unchanged
 * @param push whether the subscription is a legacy push trigger
 * @param body the payload, null until a large one is read
 * @param headers the headers of the author as a JSON object
 * @param attempts the number of attempts that counted
 * @param rejected whether the last answer rejected the content
 * @param refused whether the subscription's last answers refused us
 * @param ordered whether the subscription gets one at a time, in order
 * @param queuedAt the time when it was published, or resent by an operator
 * @param failures the number of consecutive failed answers of the subscription
 */
public record Delivery(
        String id,
        String eventId,
        String event,
        String subscriptionId,
        String host,
        EncryptedText url,
        boolean push,
        @Nullable EventBody body,
        String headers,
        int attempts,
        boolean rejected,
        boolean refused,
        boolean ordered,
        Instant queuedAt,
        int failures) {

    /** Returns this delivery with the contents of its event. */
    Delivery with(String contentHeaders, @Nullable EventBody contentBody) {
        return new Delivery(
                id,
                eventId,
                event,
                subscriptionId,
                host,
                url,
                push,
                contentBody,
                contentHeaders,
                attempts,
                rejected,
                refused,
                ordered,
                queuedAt,
                failures);
    }

    /** Returns this delivery with its payload. */
    public Delivery with(EventBody payload) {
        return with(headers, payload);
    }

    /** Returns whether its subscription is removed when it has arrived. */
    boolean once() {
        return CallbackStore.isOneTime(event);
    }

    /** Returns a text without the callback URL. */
    @Override
    public String toString() {
        return "delivery " + id + " of " + CallbackStore.displayName(event) + " to " + host;
    }
}
