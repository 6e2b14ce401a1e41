/** Meters that several connectors and services can share in one registry. */
@Beta
@NullMarked
package dev.connectorkit.callbacks.metrics;

import dev.connectorkit.annotations.Beta;
import org.jspecify.annotations.NullMarked;
