package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkflowEngineTest {

    private static WorkflowEngine.Builder of(String document) {
        return WorkflowEngine.builder().document(document);
    }

    @Test
    void the_base_is_the_one_given_or_that_of_the_document_or_where_the_document_came_from() {
        String stated = "{\"swagger\":\"2.0\",\"host\":\"h.example:1\",\"schemes\":[\"http\"],\"basePath\":\"/b\"}";
        try (WorkflowEngine engine = of(stated).build()) {
            assertThat(engine.baseUrl()).hasToString("http://h.example:1/b");
        }
        try (WorkflowEngine engine =
                of(stated).base(URI.create("https://x.example/y/")).build()) {
            assertThat(engine.baseUrl()).hasToString("https://x.example/y");
        }
        LoopbackServer server = new LoopbackServer(
                "documents", any -> new LoopbackServer.Reply(Answer.status(200), ForeignConnector.DOCUMENT));
        try (server;
                WorkflowEngine engine = WorkflowEngine.builder()
                        .document(server.url("/swagger.json"))
                        .build()) {
            assertThat(engine.baseUrl()).isEqualTo(server.url("/api"));
        }
    }

    @Test
    void a_document_that_designers_refuse_is_refused_with_the_reason() {
        assertThatThrownBy(() -> of("{\"openapi\":\"3.0.1\"}").build())
                .hasMessage("The document is OpenAPI 3.0.1, which designers refuse: they import Swagger 2.0 only");
        assertThatThrownBy(() -> of("{}").build()).hasMessageContaining("not Swagger 2.0");
        assertThatThrownBy(() -> of("{").build()).hasMessageStartingWith("The document is not JSON: ");
        assertThatThrownBy(() -> of("{\"swagger\":\"2.0\"}").build()).hasMessageContaining("give the base URL");
        assertThatThrownBy(() -> WorkflowEngine.builder().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorkflowEngine.builder()
                        .document(URI.create("http://127.0.0.1:1/swagger.json"))
                        .build())
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void with_the_clock_of_the_system_time_takes_its_time() {
        ForeignConnector connector =
                new ForeignConnector().on("GET /api/order", Answer.status(200).retryAfter(Duration.ofSeconds(1)), "{}");
        try (connector;
                WorkflowEngine engine =
                        connector.engine().clock(Clock.systemUTC()).build()) {
            PollingWorkflow workflow = engine.poll("NewOrder");
            long start = System.nanoTime();
            assertThat(engine.advanceUntil(() -> workflow.runs().size() == 2, Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(500).toNanos());
        }
    }

    @Test
    void the_transcript_has_every_exchange_as_text() {
        ForeignConnector connector = new ForeignConnector().on("GET /api/order", Answer.status(202));
        try (connector;
                WorkflowEngine engine = connector.engine().build()) {
            engine.poll("NewOrder");
            assertThat(engine.transcript())
                    .startsWith("-> 2030-01-01T00:00:00Z\n   GET " + connector.url("/api/order"))
                    .contains("\n   202\n");
        }
    }
}
