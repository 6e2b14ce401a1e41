/**
 * A connector as a program of its own: ConnectorServer, which runs the toolkit on Grizzly.
 */
@NullMarked
package dev.connectorkit.server;

import org.jspecify.annotations.NullMarked;
