/** The parts that implementations of {@link dev.connectorkit.orchestration.OrchestrationRuntime} share. */
@NullMarked
package dev.connectorkit.orchestration.runtime;

import org.jspecify.annotations.NullMarked;
