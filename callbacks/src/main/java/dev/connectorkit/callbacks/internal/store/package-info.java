/** Subscriptions, publications and the delivery queue in the database. */
@NullMarked
package dev.connectorkit.callbacks.internal.store;

import org.jspecify.annotations.NullMarked;
