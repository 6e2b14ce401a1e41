/** Subscriptions, what is published to them, and the queue of deliveries, in the database. */
@NullMarked
package dev.connectorkit.callbacks.internal.store;

import org.jspecify.annotations.NullMarked;
