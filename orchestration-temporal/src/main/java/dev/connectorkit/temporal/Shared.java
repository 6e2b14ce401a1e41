package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that the workflows, the activities and the client of a runtime share.
 *
 * @param orchestrations the code
 * @param payloads converts inputs, results and events
 * @param wire the form of payloads on Temporal
 * @param taskQueue the queue from which the workers of these instances poll
 * @param lease the time without a sign of a worker after which another one takes over its activities
 * @param version the version of instances that are started without one, null for none
 * @param listeners are notified of starts and ends
 */
record Shared(
        Orchestrations orchestrations,
        Payloads payloads,
        Wire wire,
        String taskQueue,
        Duration lease,
        @Nullable String version,
        List<OrchestrationListener> listeners) {

    private static final Logger LOG = LoggerFactory.getLogger(TemporalRuntime.class);

    /** Notifies the listeners, whatever they throw. */
    void announce(Consumer<OrchestrationListener> event) {
        for (OrchestrationListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                LOG.error("An OrchestrationListener failed", e);
            }
        }
    }
}
