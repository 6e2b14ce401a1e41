/** Operator's view of subscriptions, deliveries and dead letters. */
@NullMarked
package dev.connectorkit.callbacks.admin;

import org.jspecify.annotations.NullMarked;
