package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private final ForeignConnector connector = new ForeignConnector()
            .on("GET /api/order", Answer.status(202))
            .on("POST /api/hooks", Answer.status(201).with("Location", "/api/hooks/1"))
            .on("DELETE /api/hooks/1", Answer.status(200));

    @AfterEach
    void close() {
        connector.close();
    }

    private Request polled(Connection connection) {
        try (WorkflowEngine engine = connector.engine().connection(connection).build()) {
            engine.poll("NewOrder");
            return connector.last();
        }
    }

    @Test
    void each_kind_of_connection_adds_its_credentials() {
        assertThat(polled(Connection.none()).header("Authorization")).isEmpty();
        assertThat(polled(Connection.basic("me", "p:w")).header("Authorization"))
                .hasValue("Basic bWU6cDp3");
        assertThat(polled(Connection.apiKeyHeader("X-Key", "k")).header("X-Key"))
                .hasValue("k");
        assertThat(polled(Connection.apiKeyQuery("code", "a/b")).url().getRawQuery())
                .isEqualTo("code=a%2Fb");
        assertThat(polled(Connection.bearer("t")).header("Authorization")).hasValue("Bearer t");
    }

    @Test
    void a_key_in_the_query_is_left_out_on_delete() {
        try (WorkflowEngine engine = connector
                .engine()
                .connection(Connection.apiKeyQuery("code", "k"))
                .build()) {
            WebhookWorkflow workflow = engine.subscribe("OrderCreated", Map.of());
            assertThat(connector.last().url().getRawQuery()).isEqualTo("code=k");
            workflow.disable();
            assertThat(connector.last().method()).isEqualTo("DELETE");
            assertThat(connector.last().url().getRawQuery()).isNull();
        }
    }

    @Test
    void a_sign_in_is_kept_until_its_token_is_about_to_expire_and_then_renewed() {
        try (StubIssuer issuer = StubIssuer.start(connector.clock)) {
            Connection connection = issuer.connection("api://orders");
            String first = polled(connection).header("Authorization").orElseThrow();
            assertThat(first).startsWith("Bearer ey");
            assertThat(polled(connection).header("Authorization")).hasValue(first);
            connector.clock.advance(StubIssuer.VALIDITY);
            assertThat(polled(connection).header("Authorization").orElseThrow()).isNotEqualTo(first);
        }
    }
}
