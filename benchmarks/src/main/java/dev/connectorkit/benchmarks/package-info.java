/** Orchestrations of this project and of others, measured in one run. */
@NullMarked
package dev.connectorkit.benchmarks;

import org.jspecify.annotations.NullMarked;
