/** Operator's view of subscriptions, deliveries and dead letters. */
@Beta
@NullMarked
package dev.connectorkit.callbacks.admin;

import dev.connectorkit.annotations.Beta;
import org.jspecify.annotations.NullMarked;
