/**
 * The HTTP side of webhook and push triggers: subscribing and unsubscribing.
 */
@NullMarked
package dev.connectorkit.sdk.webhook;

import org.jspecify.annotations.NullMarked;
