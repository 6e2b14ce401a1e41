package dev.connectorkit.test.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.test.ActionResult;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.CallOptions;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.PollingWorkflow;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WebhookWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connectors of this toolkit, hours of protocol in milliseconds. */
class ConnectorExtensionTest {

    public record Minute(Instant at) {}

    public record Filter(String region) {}

    public record Order(String id, String region) {}

    public record Wish(int days) {}

    public record Cake(int days) {}

    /** Every pattern in one resource. */
    @Path("/")
    public static class Everything {
        private final Clock clock;
        private final Callbacks<Filter, Order> created;
        private final AsyncAction<Wish, Cake> baking;

        Everything(Clock clock, Callbacks<Filter, Order> created, AsyncAction<Wish, Cake> baking) {
            this.clock = clock;
            this.created = created;
            this.baking = baking;
        }

        @GET
        @Path("minutes")
        @PollTrigger(summary = "When a minute has passed")
        public Poll<Minute> minutePassed(@TriggerState Instant since) {
            Instant next = since.plusSeconds(60);
            return clock.instant().isBefore(next) ? Poll.nothing() : Poll.found(new Minute(next), next);
        }

        @POST
        @Path("orders")
        @WebhookTrigger(summary = "When an order is created", notification = Order.class)
        public Subscribed orderCreated(SubscribeTo<Filter> wanted) {
            return created.subscribe(wanted);
        }

        @POST
        @Path("cakes")
        public Accepted<Cake> orderCake(Wish wish) {
            return baking.accept(wish);
        }

        @POST
        @Path("calls")
        @WebhookAction(notification = Cake.class)
        public Subscribed orderCakeAndBeCalled(SubscribeTo<Wish> wish) {
            return baking.accept(wish);
        }
    }

    private final Callbacks<Filter, Order> created = Callbacks.named("created", Filter.class, Order.class)
            .where((filter, order) -> order.region().equals(filter.region()))
            .build();

    @RegisterExtension
    final ConnectorExtension connector = ConnectorExtension.of((server, clock) -> {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Bake", Wish.class, Cake.class, (context, wish) -> {
            context.createTimer(Duration.ofDays(wish.days())).await();
            return new Cake(wish.days());
        });
        AsyncAction<Wish, Cake> baking = AsyncAction.named("bake", Wish.class, Cake.class)
                .orchestration("Bake")
                .retryAfter(Duration.ofHours(6))
                .build();
        server.orchestrations(orchestrations)
                .actions(baking)
                .callbacks(created)
                .register(new Everything(clock, created, baking));
    });

    @Test
    void an_hour_of_polls_is_over_at_once(WorkflowEngine engine, TestClock clock) {
        Instant start = clock.instant();
        PollingWorkflow workflow = engine.poll("MinutePassed");
        engine.advance(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(3600));
        assertThat(workflow.failures()).isEmpty();
        assertThat(workflow.bodies())
                .extracting(body -> Instant.parse(body.path("at").asText()))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void deliveries_have_arrived_when_the_engine_is_settled_and_others_have_not(WorkflowEngine engine) {
        WebhookWorkflow north = engine.subscribe("OrderCreated", Map.of("region", "north"));
        WebhookWorkflow south = engine.subscribe("OrderCreated", Map.of("region", "south"));
        created.publish(new Order("1", "north"));
        engine.settle();
        assertThat(north.bodies()).extracting(body -> body.path("id").asText()).containsExactly("1");
        assertThat(south.callbacks()).isEmpty();
    }

    @Test
    void the_retries_of_three_days_are_over_at_once_each_at_its_time(WorkflowEngine engine) {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated", Map.of("region", "north"));
        workflow.answer(Answer.status(500));
        created.publish(new Order("1", "north"));
        engine.advance(Duration.ofDays(4));
        assertThat(workflow.callbacks())
                .hasSize(10)
                .extracting(Exchange::at)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(workflow.callbacks())
                .extracting(callback -> callback.request().header("webhook-id").orElseThrow())
                .containsOnly(workflow.callbacks()
                        .get(0)
                        .request()
                        .header("webhook-id")
                        .orElseThrow());
        assertThat(workflow.runs()).isEmpty();
    }

    @Test
    void a_delivery_is_not_repeated_before_retry_after(WorkflowEngine engine) {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated", Map.of("region", "north"));
        workflow.answer(Answer.status(429).retryAfter(Duration.ofHours(5)), Answer.ACCEPTED);
        created.publish(new Order("1", "north"));
        engine.advance(Duration.ofHours(4));
        assertThat(workflow.callbacks()).hasSize(1);
        engine.advance(Duration.ofHours(2));
        assertThat(workflow.runs()).hasSize(1);
    }

    @Test
    void nothing_is_delivered_to_a_disabled_workflow(WorkflowEngine engine) {
        WebhookWorkflow workflow = engine.subscribe("OrderCreated", Map.of("region", "north"));
        workflow.disable();
        created.publish(new Order("1", "north"));
        engine.settle();
        assertThat(workflow.callbacks()).isEmpty();
    }

    @Test
    void an_action_of_three_days_ends_at_once(WorkflowEngine engine) {
        ActionResult result =
                engine.call("OrderCake", Map.of("days", 3), CallOptions.DEFAULT.withTimeout(Duration.ofDays(30)));
        assertThat(result.isSuccessful()).isTrue();
        assertThat(result.body().path("days").asInt()).isEqualTo(3);
    }

    @Test
    void a_webhook_action_of_three_days_ends_at_once(WorkflowEngine engine) {
        ActionResult result = engine.call(
                "OrderCakeAndBeCalled", Map.of("days", 3), CallOptions.DEFAULT.withTimeout(Duration.ofDays(30)));
        assertThat(result.isSuccessful()).isTrue();
        assertThat(result.body().path("days").asInt()).isEqualTo(3);
    }
}
