/** Publishing of messages of a broker as events: {@link dev.connectorkit.callbacks.messaging.MessageBridge}. */
@NullMarked
package dev.connectorkit.callbacks.messaging;

import org.jspecify.annotations.NullMarked;
