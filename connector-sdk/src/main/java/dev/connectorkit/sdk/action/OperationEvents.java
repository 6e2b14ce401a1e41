package dev.connectorkit.sdk.action;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.storage.FailureLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports operations to the listeners. Thread-safe; never throws. */
final class OperationEvents {

    private static final Logger LOG = LoggerFactory.getLogger(OperationListener.class);

    private final List<OperationListener> listeners;
    private final Clock clock;

    OperationEvents(List<OperationListener> listeners, Clock clock) {
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    void accepted(Operation operation) {
        report(operation, OperationListener::accepted);
    }

    void started(Operation operation) {
        report(operation, OperationListener::started);
    }

    void succeeded(Operation operation) {
        report(operation, OperationListener::succeeded);
    }

    void failed(Operation operation, Problem problem) {
        report(operation, (listener, event) -> listener.failed(event, problem));
    }

    void cancelled(Operation operation) {
        report(operation, OperationListener::cancelled);
    }

    private void report(Operation operation, BiConsumer<OperationListener, OperationEvent> call) {
        OperationEvent event = new OperationEvent(
                operation.id(), operation.action(), Duration.between(operation.createdAt(), clock.instant()));
        for (OperationListener listener : listeners) {
            try {
                call.accept(listener, event);
            } catch (Throwable e) {
                FailureLog.error(LOG, "An OperationListener failed", e);
            }
        }
    }
}
