/**
 * Generation of a connector's documents from its JAX-RS resources: OpenAPI 3.0, and the Swagger 2.0 that designers import, made
 * of them. {@link dev.connectorkit.swagger.ConnectorDocument} is the way in.
 */
@NullMarked
package dev.connectorkit.swagger;

import org.jspecify.annotations.NullMarked;
