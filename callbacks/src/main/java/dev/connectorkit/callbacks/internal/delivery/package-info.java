/** Delivery of callbacks: the loop, the scheduling of hosts, the HTTP client, and the decisions about responses. */
@NullMarked
package dev.connectorkit.callbacks.internal.delivery;

import org.jspecify.annotations.NullMarked;
