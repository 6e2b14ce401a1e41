package dev.connectorkit.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling triggers, against a connector that is only HTTP. */
class PollingWorkflowTest {

    private final ForeignConnector connector = new ForeignConnector();
    private final WorkflowEngine engine = connector.engine().build();

    @AfterEach
    void close() {
        engine.close();
        connector.close();
    }

    private Answer answer(int status, String next) {
        return Answer.status(status).with("Location", connector.url(next));
    }

    @Test
    void the_first_poll_has_the_inputs_and_no_state_and_the_next_goes_to_the_location() {
        connector.on("GET /api/orders", answer(202, "/next?state=1")).on("GET /next", answer(202, "/next?state=2"));
        PollingWorkflow workflow = engine.poll("NewOrders", Map.of("region", "south & west"));
        assertThat(connector.requests())
                .extracting(request -> request.url().getRawQuery())
                .containsExactly("region=south%20%26%20west");

        engine.advance(Duration.ofMinutes(6));
        assertThat(connector.requests())
                .extracting(request -> request.url().toString())
                .containsExactly(
                        connector.url("/api/orders?region=south%20%26%20west"),
                        connector.url("/next?state=1"),
                        connector.url("/next?state=2"));
        assertThat(workflow.runs()).isEmpty();
        assertThat(workflow.nextUrl()).hasToString(connector.url("/next?state=2"));
    }

    @Test
    void each_item_of_a_batch_starts_a_run() {
        connector
                .on("GET /api/orders", answer(200, "/next"), "{\"value\":[{\"id\":\"1\"},{\"id\":\"2\"}]}")
                .on("GET /next", Answer.status(202));
        PollingWorkflow workflow = engine.poll("NewOrders");
        assertThat(workflow.bodies())
                .extracting(body -> body.path("id").asText())
                .containsExactly("1", "2");
        assertThat(connector.last().url().getQuery()).isEqualTo("region=north");
    }

    @Test
    void the_oldest_runs_polls_and_failures_are_forgotten_on_request() {
        connector
                .on("GET /api/orders", answer(200, "/b"), "{\"value\":[{\"id\":1},{\"id\":2},{\"id\":3}]}")
                .on("GET /b", answer(400, "/c"))
                .on("GET /b", answer(404, "/c"))
                .on("GET /b", answer(200, "/c"), "{\"value\":[{\"id\":4}]}");
        PollingWorkflow workflow = engine.poll("NewOrders");
        engine.advance(Duration.ofMinutes(6));
        assertThat(workflow.forget(5)).isZero();
        assertThat(workflow.polls()).hasSize(3);
        assertThat(workflow.failures()).hasSize(2);

        assertThat(workflow.forget(1)).isEqualTo(2);
        engine.forget(2);

        assertThat(workflow.bodies())
                .extracting(body -> body.path("id").asInt())
                .containsExactly(3);
        assertThat(workflow.polls()).extracting(Exchange::status).containsExactly(404);
        assertThat(workflow.failures()).singleElement().asString().contains("404");
        assertThat(engine.exchanges()).extracting(Exchange::status).containsExactly(400, 404);
        assertThat(workflow.pollNow())
                .extracting(run -> run.body().path("id").asInt())
                .containsExactly(4);
        assertThat(workflow.forget(0)).isEqualTo(2);
        assertThat(workflow.runs()).isEmpty();
    }

    @Test
    void a_200_without_the_list_is_a_failed_poll_and_no_run() {
        connector.on("GET /api/orders", Answer.status(200), "{\"orders\":[]}");
        PollingWorkflow workflow = engine.poll("NewOrders");
        assertThat(workflow.runs()).isEmpty();
        assertThat(workflow.failures()).singleElement().asString().contains("no array at @triggerBody()?['value']");
    }

    @Test
    void retry_after_zero_polls_on_until_the_backlog_is_empty() {
        connector
                .on("GET /api/order", answer(200, "/b").retryAfter(Duration.ZERO), "{\"id\":1}")
                .on("GET /b", answer(200, "/c").retryAfter(Duration.ZERO), "{\"id\":2}")
                .on("GET /c", answer(202, "/c").retryAfter(Duration.ofSeconds(15)));
        PollingWorkflow workflow = engine.poll("NewOrder");
        engine.settle();
        assertThat(workflow.bodies()).hasSize(2);
        assertThat(workflow.polls()).extracting(Exchange::status).containsExactly(200, 200, 202);
        assertThat(workflow.polls()).extracting(Exchange::at).containsOnly(engine.now());
    }

    @Test
    void retry_after_of_a_202_counts_only_below_a_minute_of_recurrence() {
        connector.on("GET /api/order", Answer.status(202).retryAfter(Duration.ofSeconds(15)));
        PollingWorkflow slow = engine.poll("NewOrder");
        assertThat(slow.nextPollAt()).contains(engine.now().plus(Duration.ofMinutes(3)));
        try (WorkflowEngine often =
                connector.engine().recurrence(Duration.ofSeconds(5)).build()) {
            assertThat(often.poll("NewOrder").nextPollAt()).contains(often.now().plusSeconds(15));
        }
    }

    @Test
    void a_poll_after_a_run_obeys_retry_after_and_else_the_recurrence() {
        connector
                .on("GET /api/order", Answer.status(200).retryAfter(Duration.ofHours(1)), "{}")
                .on("GET /api/order", Answer.status(200), "{}");
        PollingWorkflow workflow = engine.poll("NewOrder");
        assertThat(workflow.nextPollAt()).contains(engine.now().plus(Duration.ofHours(1)));
        engine.advance(Duration.ofHours(1));
        assertThat(workflow.nextPollAt()).contains(engine.now().plus(Duration.ofMinutes(3)));
    }

    @Test
    void a_poll_is_retried_as_the_policy_says_and_then_at_the_recurrence_with_the_same_url() {
        connector.on("GET /api/order", Answer.status(503));
        PollingWorkflow workflow = engine.poll("NewOrder");
        engine.advance(Duration.ofMillis(97_500));
        assertThat(engine.exchanges())
                .extracting(each -> Duration.between(connector.clock.instant().minusMillis(97_500), each.at())
                        .toMillis())
                .containsExactly(0L, 7_500L, 22_500L, 52_500L, 97_500L);
        assertThat(engine.exchanges()).extracting(Exchange::attempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(workflow.failures()).singleElement().asString().contains("the status is 503");
        assertThat(workflow.nextPollAt()).contains(engine.now().plus(Duration.ofMinutes(3)));
        assertThat(workflow.nextUrl()).hasToString(connector.url("/api/order"));
    }

    @Test
    void retry_after_takes_the_place_of_the_policys_wait() {
        connector
                .on("GET /api/order", Answer.status(429).retryAfter(Duration.ofMinutes(2)))
                .on("GET /api/order", Answer.status(200), "{}");
        PollingWorkflow workflow = engine.poll("NewOrder");
        engine.advance(Duration.ofSeconds(119));
        assertThat(workflow.runs()).isEmpty();
        engine.advance(Duration.ofSeconds(1));
        assertThat(workflow.runs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
                "EEEE, dd-MMM-yy HH:mm:ss 'GMT'",
                "EEE MMM ppd HH:mm:ss yyyy",
                "'Xyz', dd MMM yyyy HH:mm:ss 'GMT'"
            })
    void retry_after_may_be_a_date_in_any_form_of_http(String form) {
        String date = DateTimeFormatter.ofPattern(form, Locale.ROOT)
                .format(engine.now().plus(Duration.ofMinutes(2)).atOffset(ZoneOffset.UTC));
        connector
                .on("GET /api/order", Answer.status(429).with("Retry-After", date))
                .on("GET /api/order", Answer.status(200), "{}");
        PollingWorkflow workflow = engine.poll("NewOrder");
        engine.advance(Duration.ofSeconds(118));
        assertThat(workflow.runs()).isEmpty();
        engine.advance(Duration.ofSeconds(2));
        assertThat(workflow.runs()).hasSize(1);
    }

    @Test
    void a_lost_answer_is_retried_and_shown() {
        connector.on("GET /api/order", Answer.close()).on("GET /api/order", Answer.status(202));
        engine.poll("NewOrder");
        engine.advance(Duration.ofSeconds(10));
        assertThat(engine.exchanges()).extracting(Exchange::status).containsExactly(0, 202);
        assertThat(engine.exchanges().get(0).toString()).contains("GET " + connector.url("/api/order"), "no answer: ");
    }

    @Test
    void a_4xx_is_not_retried() {
        connector.on("GET /api/order", Answer.status(400));
        PollingWorkflow workflow = engine.poll("NewOrder");
        assertThat(workflow.nextPollAt()).contains(engine.now().plus(Duration.ofMinutes(3)));
        assertThat(workflow.failures()).hasSize(1);
    }

    @Test
    void other_2xx_start_no_run() {
        for (int status : List.of(201, 204, 205)) {
            connector.on("GET /api/order", Answer.status(status));
        }
        PollingWorkflow workflow = engine.poll("NewOrder");
        workflow.pollNow();
        workflow.pollNow();
        assertThat(workflow.polls()).extracting(Exchange::status).containsExactly(201, 204, 205);
        assertThat(workflow.runs()).isEmpty();
    }

    @Test
    void a_disabled_workflow_does_not_poll_and_an_enabled_one_goes_on_from_its_location() {
        connector.on("GET /api/order", answer(202, "/next?state=9")).on("GET /next", answer(202, "/next?state=9"));
        PollingWorkflow workflow = engine.poll("NewOrder");
        workflow.disable();
        engine.advance(Duration.ofDays(7));
        assertThat(connector.requests()).hasSize(1);
        workflow.enable();
        assertThat(connector.last().url()).hasToString(connector.url("/next?state=9"));
    }

    @Test
    void a_disabled_workflow_does_not_repeat_a_failed_poll_and_a_poll_by_hand_takes_its_place() {
        connector.on("GET /api/order", Answer.status(503));
        PollingWorkflow workflow = engine.poll("NewOrder");
        workflow.pollNow();
        engine.advance(Duration.ofMillis(7_500));
        assertThat(connector.requests()).hasSize(3);
        workflow.disable();
        assertThat(engine.nextDue()).isEmpty();
        engine.advance(Duration.ofHours(1));
        assertThat(connector.requests()).hasSize(3);
    }

    @Test
    void requests_have_the_headers_of_an_engine() {
        connector.on("GET /api/order", Answer.status(202));
        engine.poll("NewOrder");
        assertThat(connector.last().header("User-Agent").orElseThrow()).startsWith("azure-logic-apps/1.0,(workflow ");
        assertThat(connector.last().headers())
                .containsKeys("Accept-Language", "x-ms-workflow-id", "x-ms-client-tracking-id");
    }

    @Test
    void only_a_polling_trigger_is_polled() {
        assertThatThrownBy(() -> engine.poll("OrderCreated"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OrderCreated is not a polling trigger, but a webhook trigger");
        assertThatThrownBy(() -> engine.poll("Nothing")).hasMessageContaining("it has NewOrders, NewOrder");
    }
}
