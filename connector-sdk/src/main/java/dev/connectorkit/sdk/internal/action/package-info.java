/** Asynchronous actions: durable operations, and how they are spoken of over HTTP. */
@NullMarked
package dev.connectorkit.sdk.internal.action;

import org.jspecify.annotations.NullMarked;
