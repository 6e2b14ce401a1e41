package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.spi.OneTimeSubscription;
import org.jspecify.annotations.Nullable;

/**
 * An operation to be stored.
 *
 * @param id its own
 * @param action the name of the action
 * @param clientKey the same for every repetition of the request, null if each is one of its own
 * @param input as JSON
 * @param bodyHash its hash
 * @param subscription that gets the result, null if nobody is called
 */
record NewOperation(
        String id,
        String action,
        @Nullable String clientKey,
        String input,
        String bodyHash,
        @Nullable OneTimeSubscription subscription) {}
