package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.http.problem.Problem;
import io.micrometer.core.instrument.Tags;

/** Measures the operations of actions. */
record OperationMeter(MeterGroup meters) implements OperationListener {

    /** Adds the gauges of an action, which read the database. */
    void register(String action, OperationStore store) {
        Tags tags = Tags.of("action", action);
        meters.gauge(
                "actions.running",
                "Operations that run, on all nodes",
                tags,
                meters.ofDatabase(() -> store.count(action, OperationState.RUNNING)));
        meters.gauge(
                "actions.queued",
                "Operations that wait for others to end, on all nodes",
                tags,
                meters.ofDatabase(() -> store.count(action, OperationState.QUEUED)));
    }

    @Override
    public void accepted(OperationEvent operation) {
        meters.count("actions.accepted", "Operations that were accepted", Tags.of("action", operation.action()));
    }

    @Override
    public void succeeded(OperationEvent operation) {
        finished(operation, "succeeded");
    }

    @Override
    public void failed(OperationEvent operation, Problem problem) {
        finished(operation, "failed");
    }

    @Override
    public void cancelled(OperationEvent operation) {
        finished(operation, "cancelled");
    }

    private void finished(OperationEvent operation, String outcome) {
        meters.record(
                "actions.finished",
                "Operations that ended, and the time since they were accepted",
                Tags.of("action", operation.action(), "outcome", outcome),
                operation.age());
    }
}
