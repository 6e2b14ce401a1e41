/**
 * Builds connectors for workflow engines as JAX-RS applications, in any Jersey container.
 */
@NullMarked
package dev.connectorkit.sdk;

import org.jspecify.annotations.NullMarked;
