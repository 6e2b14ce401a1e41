/**
 * The management API of durable orchestrations over HTTP.
 */
@NullMarked
package dev.connectorkit.sdk.durable;

import org.jspecify.annotations.NullMarked;
