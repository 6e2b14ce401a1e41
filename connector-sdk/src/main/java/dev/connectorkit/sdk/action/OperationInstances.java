package dev.connectorkit.sdk.action;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.StartOptions;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orchestration instances that run operations; the id of an instance ends in that of its operation. */
record OperationInstances(OrchestrationClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(OperationInstances.class);

    /** Starts the instances of operations that are to run. */
    void launch(List<String> ids, ActionDefinition<?, ?> action) {
        for (String id : ids) {
            try {
                client.start(ActionFlow.nameOf(action), null, StartOptions.withId(ActionFlow.instanceOf(id)));
            } catch (InstanceStateException e) {
                LOG.debug("Operation {} is already running", id);
            } catch (RuntimeException e) {
                LOG.warn("Operation {} of {} could not be started and will be retried", id, action.name(), e);
            }
        }
    }

    /** Terminates the instance of an operation, if there is one. */
    void terminate(String id) {
        try {
            client.terminate(ActionFlow.instanceOf(id), "cancelled");
        } catch (InstanceNotFoundException | InstanceStateException e) {
            LOG.debug("Operation {} has no running instance", id);
        }
    }

    Optional<OrchestrationStatus> status(String id) {
        return client.status(ActionFlow.instanceOf(id));
    }

    /** Returns the instance of the author's orchestration that does the work of an operation. */
    Optional<OrchestrationStatus> delegate(String id) {
        return client.status(ActionFlow.delegateOf(id));
    }

    /** Removes the histories of an operation. */
    void purge(String id) {
        for (String instance : List.of(ActionFlow.instanceOf(id), ActionFlow.delegateOf(id))) {
            try {
                client.purge(instance);
            } catch (InstanceStateException e) {
                LOG.warn("The orchestration {} of operation {} has not ended and is kept", instance, id);
            }
        }
    }
}
