package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// tag::test[]
class MinutesTest {

    @RegisterExtension
    final ConnectorExtension connector = ConnectorExtension.of((server, clock) -> server.register(new Minutes(clock)))
            .engine(engine -> engine.recurrence(Duration.ofSeconds(15)));

    @Test
    void a_workflow_runs_every_minute(WorkflowEngine engine) {
        PollingWorkflow workflow = engine.poll("MinutePassed");
        assertThat(workflow.runs()).isEmpty();

        engine.advance(Duration.ofHours(2)); // in some milliseconds
        assertThat(workflow.runs()).hasSize(120);
        assertThat(workflow.bodies().get(0)).hasToString("{\"at\":\"2030-01-01T00:01:00Z\"}");
    }
}
// end::test[]
