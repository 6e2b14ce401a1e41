package dev.connectorkit.sdk.durable;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceEvent;
import dev.connectorkit.orchestration.OrchestrationListener;

/** Passes on the events of the author's instances, and none of the toolkit's own. */
record AuthorListener(OrchestrationListener listener) implements OrchestrationListener {

    private static boolean isAuthors(InstanceEvent instance) {
        return !instance.name().startsWith(OrchestrationService.INTERNAL);
    }

    @Override
    public void started(InstanceEvent instance) {
        if (isAuthors(instance)) {
            listener.started(instance);
        }
    }

    @Override
    public void completed(InstanceEvent instance) {
        if (isAuthors(instance)) {
            listener.completed(instance);
        }
    }

    @Override
    public void failed(InstanceEvent instance, FailureDetails failure) {
        if (isAuthors(instance)) {
            listener.failed(instance, failure);
        }
    }

    @Override
    public void terminated(InstanceEvent instance) {
        if (isAuthors(instance)) {
            listener.terminated(instance);
        }
    }
}
