package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhook triggers, against a connector that is only HTTP. */
class WebhookWorkflowTest {

    private final ForeignConnector connector = new ForeignConnector();
    private final WorkflowEngine engine = connector.engine().build();

    @BeforeEach
    void accept() {
        connector
                .on("POST /api/hooks", Answer.status(201).with("Location", "/api/hooks/7")) // relative, as some have it
                .on("DELETE /api/hooks/7", Answer.status(204));
    }

    @AfterEach
    void close() {
        engine.close();
        connector.close();
    }

    private static int callBack(URI url, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private URI sentUrl() throws IOException {
        JsonNode body = Json.read(connector.last().body());
        return URI.create(body.at("/target/url").asText());
    }

    @Test
    void a_subscription_has_the_inputs_and_a_callback_url_shaped_as_that_of_logic_apps() throws Exception {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated", Map.of("region", "north"));
        assertThat(Json.read(connector.last().body()).path("region").asText()).isEqualTo("north");
        assertThat(sentUrl()).isEqualTo(workflow.callbackUrl().orElseThrow());
        assertThat(sentUrl().getRawPath()).matches("/workflows/[0-9a-f]{32}/[0-9a-f]{32}/triggers/OrderCreated/run");
        assertThat(sentUrl().getRawQuery())
                .matches("api-version=2016-06-01&sp=%2Ftriggers%2FOrderCreated%2Frun&sv=1\\.0&sig=[^&]+");
        assertThat(workflow.location()).hasValue(URI.create(connector.url("/api/hooks/7")));
    }

    @Test
    void a_callback_starts_a_run() throws Exception {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated");
        assertThat(callBack(sentUrl(), "{\"id\":\"4\"}")).isEqualTo(202);
        assertThat(workflow.bodies())
                .singleElement()
                .extracting(body -> body.path("id").asText())
                .isEqualTo("4");
        assertThat(workflow.runs().get(0).cause().direction()).isEqualTo(Exchange.Direction.CALLBACK);
    }

    @Test
    void a_callback_whose_query_was_touched_is_refused() throws Exception {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated");
        URI decoded = URI.create(sentUrl().toString().replace("%2F-_", "/-_"));
        assertThat(callBack(decoded, "{}")).isEqualTo(401);
        assertThat(callBack(URI.create(sentUrl() + "&id=1"), "{}")).isEqualTo(401);
        assertThat(workflow.runs()).isEmpty();
        assertThat(workflow.callbacks()).isEmpty();
    }

    @Test
    void callbacks_get_the_chosen_answers_and_only_an_accepted_one_starts_a_run() throws Exception {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated");
        workflow.answer(Answer.status(500), Answer.status(429).retryAfter(Duration.ofSeconds(9)), Answer.ACCEPTED);
        assertThat(callBack(sentUrl(), "{}")).isEqualTo(500);
        assertThat(callBack(sentUrl(), "{}")).isEqualTo(429);
        assertThat(callBack(sentUrl(), "{}")).isEqualTo(202);
        assertThat(callBack(sentUrl(), "{}")).isEqualTo(202);
        assertThat(workflow.callbacks()).extracting(Exchange::status).containsExactly(500, 429, 202, 202);
        assertThat(workflow.runs()).hasSize(2);
    }

    @Test
    void a_workflow_that_is_disabled_deletes_its_location_and_gives_its_url_up() throws Exception {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated");
        URI old = sentUrl();
        workflow.disable();
        assertThat(connector.last().method()).isEqualTo("DELETE");
        assertThat(connector.last().url()).hasToString(connector.url("/api/hooks/7"));
        assertThat(callBack(old, "{}")).isEqualTo(404);
        assertThat(workflow.callbackUrl()).isEmpty();
        workflow.enable();
        assertThat(sentUrl()).isNotEqualTo(old);
    }

    @Test
    void a_workflow_that_is_saved_again_unsubscribes_and_subscribes_with_a_fresh_url() throws Exception {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated");
        URI old = sentUrl();
        workflow.enable();
        assertThat(connector.requests()).extracting(Request::method).containsExactly("POST", "DELETE", "POST");
        assertThat(sentUrl()).isNotEqualTo(old);
    }

    @Test
    void a_subscription_that_is_refused_shows_the_exchange() {
        ForeignConnector refusing =
                new ForeignConnector().on("POST /api/hooks", Answer.status(400), "{\"title\":\"No\"}");
        try (refusing;
                WorkflowEngine asking = refusing.engine().build()) {
            assertThatThrownBy(() -> asking.subscribe("OrderCreated"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("POST " + refusing.url("/api/hooks"), "400", "{\"title\":\"No\"}");
        }
    }

    @Test
    void an_input_may_be_null_and_a_failed_unsubscribe_gives_the_url_up() throws Exception {
        boolean[] broken = new boolean[1];
        RequestInterceptor interceptor = call -> {
            if (broken[0]) {
                throw new IllegalStateException("broken");
            }
            return call.proceed();
        };
        try (WorkflowEngine failing =
                connector.engine().interceptor(interceptor).build()) {
            WebhookWorkflow workflow = failing.subscribe("OrderCreated", Collections.singletonMap("region", null));
            URI old = sentUrl();
            broken[0] = true;
            assertThatThrownBy(workflow::disable).hasMessage("broken");
            assertThat(callBack(old, "{}")).isEqualTo(404);
            assertThatThrownBy(workflow::enable).hasMessage("broken");
            assertThat(workflow.callbackUrl()).isEmpty();
        }
    }

    @Test
    void a_subscription_is_retried() {
        ForeignConnector busy = new ForeignConnector()
                .on("POST /api/hooks", Answer.status(503))
                .on("POST /api/hooks", Answer.status(201).with("Location", "/x"));
        try (busy;
                WorkflowEngine asking = busy.engine().build()) {
            asking.subscribe("OrderCreated");
            assertThat(asking.exchanges()).extracting(Exchange::status).containsExactly(503, 201);
        }
    }
}
