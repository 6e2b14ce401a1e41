package dev.connectorkit.orchestration.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.Orchestrations;
import java.util.List;

/**
 * The part of a runtime's configuration that its host program determines.
 *
 * @param orchestrations the orchestrations and activities; more may be registered until the runtime starts
 * @param objectMapper reads and writes payloads
 * @param taskHub the name that separates these instances from others in the same store
 * @param listeners the listeners for the starts and ends of instances
 */
public record RuntimeSetup(
        Orchestrations orchestrations,
        ObjectMapper objectMapper,
        String taskHub,
        List<OrchestrationListener> listeners) {

    /** Copies the listeners. */
    public RuntimeSetup {
        listeners = List.copyOf(listeners);
    }
}
