/** Sample connectors, one for each pattern, and the program that serves them all. */
@NullMarked
package dev.connectorkit.samples;

import org.jspecify.annotations.NullMarked;
