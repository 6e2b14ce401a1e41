package dev.connectorkit.orchestration.runtime;

import dev.connectorkit.orchestration.OrchestrationRuntime;

/** Creates the runtime of a host program, which starts and closes it. */
@FunctionalInterface
public interface RuntimeFactory {

    /** Creates a runtime, which does not run yet. */
    OrchestrationRuntime create(RuntimeSetup setup);
}
