package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.Subscribed;
import org.jspecify.annotations.Nullable;

/** Runs the operations of actions; the handles that authors hold depend on this alone. */
interface ActionRunner {

    /** Starts an operation of a polling action, or finds the one that this request has started before. */
    <O> Accepted<O> accept(ActionDefinition<?, O> action, @Nullable Object input);

    /** Starts an operation of a webhook action, whose result is posted to the callback URL. */
    Subscribed subscribe(ActionDefinition<?, ?> action, @Nullable String callbackUrl, @Nullable Object input);
}
