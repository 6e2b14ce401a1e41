/**
 * What a connector says of itself: the annotations an author puts on JAX-RS resources, and the documents that are made
 * of them. {@link dev.connectorkit.swagger.ConnectorDocument} is the way in.
 */
@NullMarked
package dev.connectorkit.swagger;

import org.jspecify.annotations.NullMarked;
