/**
 * The meters of a connector.
 */
@NullMarked
package dev.connectorkit.sdk.metrics;

import org.jspecify.annotations.NullMarked;
