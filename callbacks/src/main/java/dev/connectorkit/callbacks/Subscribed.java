package dev.connectorkit.callbacks;

import dev.connectorkit.annotations.Unsubscribable;

/**
 * What a subscribe method returns: 201 with the {@code Location} whose {@code DELETE} ends the subscription, or, of a push
 * trigger of 2015, 200. The subscription is on disk. Only {@link Callbacks} makes one. Immutable.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/create-webhook-trigger">Create a webhook trigger</a>
 */
@Unsubscribable
public final class Subscribed {

    private final String id;
    private final String token;

    /** Creates the outcome of a subscription; an empty token stands for a push trigger. */
    public Subscribed(String id, String token) {
        this.id = id;
        this.token = token;
    }

    /** The subscription's id, for the author's own books; it opens nothing. */
    public String id() {
        return id;
    }

    /** The last part of the Location; empty for a push trigger, whose subscription is its own URL. */
    public String token() {
        return token;
    }

    /** The id only. */
    @Override
    public String toString() {
        return "subscription " + id;
    }
}
