package dev.connectorkit.callbacks.internal.store;

import java.util.function.ToIntFunction;

/**
 * A node's request for due deliveries of a host.
 *
 * @param limit the largest number of deliveries
 * @param allowance the largest number of deliveries of a subscription; called within the transaction, on any thread
 */
public record ClaimRequest(int limit, ToIntFunction<String> allowance) {}
