package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceEvent;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.storage.FailureLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports stored turns to the listeners. Thread-safe; never throws. */
final class InstanceEvents {

    private static final Logger LOG = LoggerFactory.getLogger(OrchestrationListener.class);

    private final List<OrchestrationListener> listeners;

    InstanceEvents(List<OrchestrationListener> listeners) {
        this.listeners = listeners;
    }

    /** Reports the start and the end of an instance, if this turn was its first or last. */
    void report(InstanceState before, TurnResult result) {
        boolean first = before.status() == RuntimeStatus.PENDING;
        boolean last = !before.status().isFinished() && result.status().isFinished() && result.continued() == null;
        if (listeners.isEmpty() || !(first || last)) {
            return;
        }
        InstanceEvent event = new InstanceEvent(
                before.id(), before.name(), Duration.between(before.instance().createdAt(), result.at()));
        if (first) {
            call(listener -> listener.started(event));
        }
        if (last) {
            ended(event, result);
        }
    }

    private void ended(InstanceEvent event, TurnResult result) {
        if (result.status() == RuntimeStatus.COMPLETED) {
            call(listener -> listener.completed(event));
        } else if (result.status() == RuntimeStatus.TERMINATED) {
            call(listener -> listener.terminated(event));
        } else {
            FailureDetails failure = Objects.requireNonNull(result.failure());
            call(listener -> listener.failed(event, failure));
        }
    }

    private void call(Consumer<OrchestrationListener> call) {
        for (OrchestrationListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                FailureLog.error(LOG, "An OrchestrationListener failed", e);
            }
        }
    }
}
