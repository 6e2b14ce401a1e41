/** Brings deliveries to their receivers: the loop, the lanes of the hosts, the HTTP client, the judgement of answers. */
@NullMarked
package dev.connectorkit.callbacks.internal.delivery;

import org.jspecify.annotations.NullMarked;
