package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.test.ActionResult.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actions, against a connector that is only HTTP. */
class ActionCallTest {

    private static final String NOTE = "POST /api/customers/7/notes";
    private static final Map<String, ?> INPUTS = Map.of("id", "7", "text", "Hello");

    private final ForeignConnector connector = new ForeignConnector();
    private final WorkflowEngine engine = connector.engine().build();

    @AfterEach
    void close() {
        engine.close();
        connector.close();
    }

    @Test
    void inputs_go_where_the_document_says() throws Exception {
        connector.on("POST /api/customers/a%20/b'/notes", Answer.status(200), "{\"saved\":true}");
        ActionResult result = engine.call(
                "AddNote",
                Map.of("id", "a /b'", "urgent", true, "x-source", "test", "text", "@{evil}", "author.id", "@me"));
        Request sent = connector.last();
        assertThat(sent.url().getRawPath()).isEqualTo("/api/customers/a%2520%252Fb%2527/notes");
        assertThat(sent.url().getRawQuery()).isEqualTo("urgent=true");
        assertThat(sent.header("x-source")).hasValue("test");
        assertThat(sent.header("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(Json.read(sent.body()))
                .isEqualTo(Json.read("{\"text\":\"@{evil}\",\"author\":{\"id\":\"@me\"},\"size\":3}"));
        assertThat(result.status()).isEqualTo(404); // the connector decodes a path once
    }

    @Test
    void an_input_that_the_card_does_not_have_or_needs_is_named() {
        assertThatThrownBy(() -> engine.call("AddNote", Map.of("id", "7", "text", "x", "colour", "red")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[colour]", "author.id");
        assertThatThrownBy(() -> engine.call("AddNote", Map.of("id", "7")))
                .hasMessage("A designer does not save AddNote without a value for [text]");
    }

    @Test
    void a_name_that_two_inputs_have_stands_for_the_parameter_and_a_path_for_the_property() throws Exception {
        connector.on(NOTE, Answer.status(200), "{}");
        engine.call("AddNote", Map.of("id", "7", "text", "x", "author.id", "8"));
        assertThat(Json.read(connector.last().body()).at("/author/id").asText()).isEqualTo("8");
    }

    @Test
    void a_200_is_the_output() {
        connector.on(NOTE, Answer.status(200), "{\"saved\":true}");
        ActionResult result = engine.call("AddNote", INPUTS);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.body().path("saved").asBoolean()).isTrue();
    }

    @Test
    void an_action_is_retried_after_408_429_and_5xx_and_no_other_status() {
        for (int status : new int[] {408, 429, 500, 503, 200}) {
            connector.on(NOTE, Answer.status(status));
        }
        assertThat(engine.call("AddNote", INPUTS).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(engine.exchanges()).extracting(Exchange::status).containsExactly(408, 429, 500, 503, 200);
        assertThat(Duration.between(engine.exchanges().get(0).at(), engine.now()))
                .isEqualTo(Duration.ofMillis(97_500));
    }

    @Test
    void a_redirect_and_a_4xx_fail_at_once() {
        connector.on(NOTE, Answer.redirect(URI.create(connector.url("/x")))).on(NOTE, Answer.status(409));
        assertThat(engine.call("AddNote", INPUTS).status()).isEqualTo(302);
        assertThat(engine.call("AddNote", INPUTS).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(connector.requests()).hasSize(2);
    }

    @Test
    void without_retries_a_503_is_the_end() {
        connector.on(NOTE, Answer.status(503));
        try (WorkflowEngine hasty =
                connector.engine().retryPolicy(RetryPolicy.none()).build()) {
            assertThat(hasty.call("AddNote", INPUTS).outcome()).isEqualTo(Outcome.FAILED);
            assertThat(connector.requests()).hasSize(1);
        }
    }

    @Test
    void a_202_is_followed_to_the_newest_location_after_each_retry_after() {
        connector
                .on(NOTE, Answer.status(202).with("Location", "/s/1").retryAfter(Duration.ofSeconds(20)))
                .on("GET /s/1", Answer.status(202).with("Location", "/s/2"))
                .on("GET /s/2", Answer.status(202).retryAfter(Duration.ofHours(2)))
                .on("GET /s/2", Answer.status(200).with("Location", "/ignored"), "{\"saved\":1}");
        var start = engine.now();
        ActionResult result = engine.call("AddNote", INPUTS);
        assertThat(result.body().path("saved").asInt()).isEqualTo(1);
        assertThat(connector.requests())
                .extracting(each -> each.url().getPath())
                .containsExactly("/api/customers/7/notes", "/s/1", "/s/2", "/s/2");
        assertThat(engine.exchanges())
                .extracting(each -> Duration.between(start, each.at()).toSeconds())
                .containsExactly(0L, 20L, 30L, 7230L);
    }

    @Test
    void a_status_request_is_retried_and_a_failure_is_the_output() {
        connector
                .on(NOTE, Answer.status(202).with("Location", "/s").retryAfter(Duration.ofSeconds(1)))
                .on("GET /s", Answer.status(503))
                .on("GET /s", Answer.status(422), "{\"title\":\"Burnt\"}");
        ActionResult result = engine.call("AddNote", INPUTS);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.body().path("title").asText()).isEqualTo("Burnt");
    }

    @Test
    void a_202_without_location_or_pattern_is_the_end() {
        connector.on(NOTE, Answer.status(202));
        assertThat(engine.call("AddNote", INPUTS).outcome()).isEqualTo(Outcome.SUCCEEDED);
        connector.on(NOTE, Answer.status(202).with("Location", "/s"));
        ActionResult disabled = engine.call("AddNote", INPUTS, CallOptions.DEFAULT.withoutAsyncPattern());
        assertThat(disabled.status()).isEqualTo(202);
    }

    @Test
    void pages_are_joined_until_there_are_enough_items_and_the_link_must_be_absolute() {
        String pages = "{\"swagger\":\"2.0\",\"paths\":{\"/items\":{\"get\":{\"operationId\":\"List\","
                + "\"x-ms-pageable\":{\"nextLinkName\":\"@odata.nextLink\"},\"responses\":{\"200\":{\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}}}}}}}}}";
        String first = "{\"value\":[1,2],\"@odata.nextLink\":\"%s\"}";
        connector
                .on("GET /api/items", Answer.status(200), first.formatted(connector.url("/api/items/2")))
                .on("GET /api/items", Answer.status(200), first.formatted(connector.url("/api/items/gone")))
                .on("GET /api/items", Answer.status(200), first.formatted(connector.url("/api/items/2")))
                .on("GET /api/items", Answer.status(200), first.formatted("/api/items/2"))
                .on("GET /api/items/2", Answer.status(503))
                .on("GET /api/items/2", Answer.status(200), "{\"value\":[3]}");
        CallOptions many = CallOptions.DEFAULT.withMinimumItems(10);
        try (WorkflowEngine paging = connector.engine().document(pages).build()) {
            assertThat(paging.call("List", Map.of(), many).body()).hasToString("{\"value\":[1,2,3]}");
            assertThat(paging.call("List", Map.of(), many).outcome()).isEqualTo(Outcome.FAILED);
            ActionResult enough = paging.call("List", Map.of(), CallOptions.DEFAULT.withMinimumItems(2));
            assertThat(enough.body().path("value")).hasSize(2);
            assertThatThrownBy(() -> paging.call("List", Map.of(), many))
                    .hasMessage("@odata.nextLink must be an absolute URL, but is /api/items/2");
        }
    }

    @Test
    void an_action_that_takes_too_long_times_out() {
        connector
                .on(NOTE, Answer.status(202).with("Location", "/s").retryAfter(Duration.ofMinutes(10)))
                .on("GET /s", Answer.status(202).retryAfter(Duration.ofMinutes(10)));
        var start = engine.now();
        ActionResult result = engine.call("AddNote", INPUTS, CallOptions.DEFAULT.withTimeout(Duration.ofHours(1)));
        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(Duration.between(start, engine.now())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void an_action_in_the_background_goes_on_as_time_passes_and_can_be_cancelled() {
        connector
                .on(NOTE, Answer.status(202).with("Location", "/s").retryAfter(Duration.ofMinutes(1)))
                .on("GET /s", Answer.status(202).retryAfter(Duration.ofMinutes(1)));
        ActionCall call = engine.begin("AddNote", INPUTS, CallOptions.DEFAULT);
        engine.advance(Duration.ofMinutes(3));
        assertThat(call.exchanges()).hasSize(4);
        call.cancel();
        engine.advance(Duration.ofMinutes(3));
        assertThat(call.exchanges()).hasSize(4);
        assertThat(call.result().orElseThrow().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_cancelled_action_does_not_repeat_the_request_that_it_waits_to_repeat() {
        connector
                .on(NOTE, Answer.status(202).with("Location", "/s").retryAfter(Duration.ofSeconds(1)))
                .on("GET /s", Answer.status(503));
        ActionCall call = engine.begin("AddNote", INPUTS, CallOptions.DEFAULT);
        engine.advance(Duration.ofSeconds(1));
        assertThat(call.exchanges()).extracting(Exchange::status).containsExactly(202, 503);
        call.cancel();
        assertThat(engine.nextDue()).isEmpty();
        engine.advance(Duration.ofHours(1));
        assertThat(connector.requests()).hasSize(2);
    }

    @Test
    void an_action_whose_request_cannot_be_made_leaves_nothing_to_do() {
        assertThatThrownBy(() -> engine.call("AddNote", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> engine.call("Wait", Map.of("x", 1))).isInstanceOf(IllegalArgumentException.class);
        RequestInterceptor broken = call -> {
            throw new IllegalStateException("broken");
        };
        try (WorkflowEngine failing = connector.engine().interceptor(broken).build()) {
            assertThatThrownBy(() -> failing.call("AddNote", INPUTS)).hasMessage("broken");
            assertThat(failing.nextDue()).isEmpty();
        }
        assertThat(engine.nextDue()).isEmpty();
        engine.advance(Duration.ofDays(2));
    }

    @Test
    void a_webhook_action_ends_with_its_callback() {
        connector.on("POST /api/waits", Answer.status(201).with("Location", "/api/waits/1"));
        ActionCall call = engine.begin("Wait", Map.of(), CallOptions.DEFAULT);
        assertThat(call.isDone()).isFalse();
        String callback = StubIssuer.form(connector.last().url().getRawQuery()).get("callback");
        HttpRequest request = HttpRequest.newBuilder(URI.create(callback))
                .POST(HttpRequest.BodyPublishers.ofString("{\"done\":true}"))
                .build();
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        assertThat(engine.advanceUntil(call::isDone, Duration.ofDays(1))).isTrue();
        assertThat(call.result().orElseThrow().body().path("done").asBoolean()).isTrue();
    }

    @Test
    void a_webhook_action_without_callback_times_out_and_unsubscribes() {
        connector
                .on("POST /api/waits", Answer.status(201).with("Location", "/api/waits/1"))
                .on("DELETE /api/waits/1", Answer.status(200));
        ActionResult result = engine.call("Wait", Map.of(), CallOptions.DEFAULT.withTimeout(Duration.ofHours(1)));
        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(connector.last().method() + connector.last().url().getPath()).isEqualTo("DELETE/api/waits/1");
    }
}
