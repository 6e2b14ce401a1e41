/**
 * The workbench: an engine with a page and an API on this machine's loopback address.
 */
@NullMarked
package dev.connectorkit.workbench.server;

import org.jspecify.annotations.NullMarked;
