package dev.connectorkit.callbacks;

import dev.connectorkit.annotations.Unsubscribable;

/**
 * Outcome of a subscribe request. A JAX-RS method of a connector returns it: it becomes a 201 with the {@code Location} whose
 * {@code DELETE} ends the subscription, or a 200 for a legacy push trigger. The subscription is on disk. Immutable.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/create-webhook-trigger">Create a webhook trigger</a>
 */
@Unsubscribable
public final class Subscribed {

    private final String id;
    private final String token;

    Subscribed(String id, String token) {
        this.id = id;
        this.token = token;
    }

    /** Returns the id of the subscription. It authorizes nothing. */
    public String id() {
        return id;
    }

    /**
     * Returns the last segment of the {@code Location}, with which {@link CallbackService#unsubscribe} ends the subscription; empty
     * for a push trigger, whose subscription is identified by its own URL.
     */
    public String token() {
        return token;
    }

    /** Returns a text with the id, without the token. */
    @Override
    public String toString() {
        return "subscription " + id;
    }
}
