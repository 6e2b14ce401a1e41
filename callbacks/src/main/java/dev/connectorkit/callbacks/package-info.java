/**
 * Durable webhooks without a web framework: subscriptions, publishing, and delivery at least once.
 */
@NullMarked
package dev.connectorkit.callbacks;

import org.jspecify.annotations.NullMarked;
