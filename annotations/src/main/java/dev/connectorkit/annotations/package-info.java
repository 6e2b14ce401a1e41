/**
 * Annotations that the author of a connector puts on JAX-RS methods, parameters and payload types.
 */
@NullMarked
package dev.connectorkit.annotations;

import org.jspecify.annotations.NullMarked;
