package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// tag::test[]
class MinutesTest {

    @RegisterExtension
    final ConnectorExtension connector = ConnectorExtension.of((server, clock) -> server.register(new Minutes(clock)));

    @Test
    void a_workflow_that_polls_every_minute_runs_every_minute(WorkflowEngine engine) {
        PollingWorkflow workflow = engine.poll("MinutePassed");
        assertThat(workflow.runs()).isEmpty();

        engine.advance(Duration.ofHours(2)); // forty polls, three minutes apart, in some milliseconds
        assertThat(workflow.failures()).isEmpty();
        assertThat(workflow.bodies().get(0)).hasToString("{\"at\":\"2030-01-01T00:01:00Z\"}");
    }
    // end::test[]

    // tag::resource[]
    @Path("/minutes")
    public static class Minutes {
        public record Minute(
                @Summary(value = "At", description = "The end of the minute.")
                Instant at) {}

        private final Clock clock;

        public Minutes(Clock clock) {
            this.clock = clock;
        }

        @GET
        @PollTrigger(summary = "When a minute has passed")
        public Poll<Minute> minutePassed(@TriggerState Instant since) {
            Instant next = since.plusSeconds(60);
            return clock.instant().isBefore(next) ? Poll.nothing() : Poll.found(new Minute(next), next);
        }
    }
    // end::resource[]
}
