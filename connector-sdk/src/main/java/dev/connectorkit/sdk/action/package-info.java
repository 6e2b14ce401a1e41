/**
 * Asynchronous actions: durable operations and their HTTP protocol.
 */
@NullMarked
package dev.connectorkit.sdk.action;

import org.jspecify.annotations.NullMarked;
