package dev.connectorkit.sdk.durable;

import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceEvent;
import dev.connectorkit.orchestration.OrchestrationListener;
import io.micrometer.core.instrument.Tags;

/** Measures the instances of orchestrations. */
record InstanceMeter(MeterGroup meters) implements OrchestrationListener {

    @Override
    public void started(InstanceEvent instance) {
        meters.count("orchestrations.started", "Instances that started", Tags.of("name", instance.name()));
    }

    @Override
    public void completed(InstanceEvent instance) {
        finished(instance, "completed");
    }

    @Override
    public void failed(InstanceEvent instance, FailureDetails failure) {
        finished(instance, "failed");
    }

    @Override
    public void terminated(InstanceEvent instance) {
        finished(instance, "terminated");
    }

    private void finished(InstanceEvent instance, String outcome) {
        meters.record(
                "orchestrations.finished",
                "Instances that ended, and the time since they were created",
                Tags.of("name", instance.name(), "outcome", outcome),
                instance.age());
    }
}
