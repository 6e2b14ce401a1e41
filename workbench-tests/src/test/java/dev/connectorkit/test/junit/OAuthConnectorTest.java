package dev.connectorkit.test.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.test.Connection;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.test.StubIssuer;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connector that takes tokens, and a connection that signs in. */
class OAuthConnectorTest {

    @Path("/ticks")
    public static class Ticks {
        @GET
        @PollTrigger(summary = "When it ticks")
        public Poll<String> ticks(@TriggerState Instant since) {
            return Poll.nothing();
        }
    }

    @Test
    void a_workflow_polls_for_a_day_with_one_sign_in() {
        TestClock clock = TestClock.create();
        try (StubIssuer issuer = StubIssuer.start(clock);
                ConnectorServer server = ConnectorServer.builder()
                        .host("localhost")
                        .clock(clock)
                        .authentication(Authentication.jwt(issuer.name(), "api://ticks", issuer.keysUrl()))
                        .register(new Ticks())
                        .start();
                WorkflowEngine engine = ConnectorExtension.engine(server, clock)
                        .connection(issuer.connection("api://ticks"))
                        .recurrence(Duration.ofMinutes(30))
                        .build()) {
            PollingWorkflow workflow = engine.poll("Ticks");
            engine.advance(Duration.ofDays(1));
            assertThat(workflow.polls())
                    .hasSize(49)
                    .extracting(Exchange::status)
                    .containsOnly(202);
        }
    }

    @Test
    void a_token_for_another_audience_is_refused() {
        TestClock clock = TestClock.create();
        try (StubIssuer issuer = StubIssuer.start(clock);
                ConnectorServer server = ConnectorServer.builder()
                        .host("localhost")
                        .clock(clock)
                        .authentication(Authentication.jwt(issuer.name(), "api://ticks", issuer.keysUrl()))
                        .register(new Ticks())
                        .start();
                WorkflowEngine engine = ConnectorExtension.engine(server, clock)
                        .connection(Connection.bearer(issuer.token("api://other", Map.of())))
                        .build()) {
            assertThat(engine.poll("Ticks").polls())
                    .extracting(Exchange::status)
                    .containsExactly(401);
        }
    }
}
