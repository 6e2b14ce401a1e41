package dev.connectorkit.orchestration;

import java.util.List;

/**
 * The state of the background threads of a runtime.
 *
 * @param ready whether orchestrations and activities make progress
 * @param problems one sentence for each problem of the last minute; a restarted thread is a problem and no reason not to be ready
 */
public record RuntimeHealth(boolean ready, List<String> problems) {

    /** Copies the problems. */
    public RuntimeHealth {
        problems = List.copyOf(problems);
    }
}
