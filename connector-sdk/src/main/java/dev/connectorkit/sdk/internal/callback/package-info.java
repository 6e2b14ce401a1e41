/** Subscriptions, what is published to them, and the queue of deliveries, in the database. */
@NullMarked
package dev.connectorkit.sdk.internal.callback;

import org.jspecify.annotations.NullMarked;
