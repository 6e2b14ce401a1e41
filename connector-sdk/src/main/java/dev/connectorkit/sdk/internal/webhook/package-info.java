/** Subscribing and unsubscribing as HTTP. */
@NullMarked
package dev.connectorkit.sdk.internal.webhook;

import org.jspecify.annotations.NullMarked;
