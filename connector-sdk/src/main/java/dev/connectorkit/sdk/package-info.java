/**
 * The runtime of a connector: {@link dev.connectorkit.sdk.ConnectorServer} serves JAX-RS resources the way workflow
 * engines expect, {@link dev.connectorkit.sdk.Poll} is what the method of a polling trigger returns.
 */
@NullMarked
package dev.connectorkit.sdk;

import org.jspecify.annotations.NullMarked;
