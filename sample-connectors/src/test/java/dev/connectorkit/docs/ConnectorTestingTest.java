package dev.connectorkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.docs.OrderWebhooks.Order;
import dev.connectorkit.docs.OrderWebhooks.OrderFilter;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.Answer;
import dev.connectorkit.test.Connection;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.FakeReceiver;
import dev.connectorkit.test.StubIssuer;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WebhookWorkflow;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The snippets of the guide on tests, which are tests themselves. */
class ConnectorTestingTest {

    // tag::orders[]
    private final Callbacks<OrderFilter, Order> created = OrderWebhooks.orderCreated();

    @RegisterExtension
    final ConnectorExtension connector =
            ConnectorExtension.of((server, clock) -> server.callbacks(created).register(new OrderWebhooks(created)));
    // end::orders[]

    // tag::webhook[]
    @Test
    void delivers_an_order_of_the_region_to_its_subscriber(WorkflowEngine engine) {
        WebhookWorkflow workflow = engine.subscribe("WhenAnOrderIsCreated", Map.of("region", "north"));

        created.publish(new Order("1", "south"));
        created.publish(new Order("2", "north"));
        engine.settle(); // returns when nothing is left to deliver

        assertThat(workflow.bodies()).hasToString("[{\"id\":\"2\",\"region\":\"north\"}]");
    }
    // end::webhook[]

    // tag::retry[]
    @Test
    void an_engine_that_is_busy_for_hours_gets_the_order_later(WorkflowEngine engine) {
        WebhookWorkflow workflow = engine.subscribe("WhenAnOrderIsCreated");
        workflow.answer(Answer.status(503), Answer.status(429).retryAfter(Duration.ofHours(5)), Answer.ACCEPTED);

        created.publish(new Order("1", "south"));
        engine.advance(Duration.ofHours(8)); // each attempt at its time

        assertThat(workflow.callbacks()).extracting(Exchange::status).containsExactly(503, 429, 202);
        assertThat(workflow.runs()).hasSize(1);
    }
    // end::retry[]

    // tag::unsubscribe[]
    @Test
    void a_workflow_that_was_disabled_gets_nothing(WorkflowEngine engine) {
        WebhookWorkflow workflow = engine.subscribe("WhenAnOrderIsCreated");
        workflow.disable(); // DELETE of the Location
        created.publish(new Order("1", "south"));
        engine.settle();
        assertThat(workflow.callbacks()).isEmpty();

        workflow.enable(); // subscribes with a fresh callback URL
        created.publish(new Order("2", "south"));
        engine.settle();
        assertThat(workflow.runs()).hasSize(1);
    }
    // end::unsubscribe[]

    // tag::key[]
    @Test
    void a_workflow_without_the_key_cannot_subscribe() {
        TestClock clock = TestClock.create();
        try (ConnectorServer server = ConnectorServer.builder()
                        .host("localhost")
                        .clock(clock)
                        .authentication(Authentication.apiKey("X-Api-Key", "correct-horse-battery"))
                        .register(new Minutes(clock))
                        .start();
                WorkflowEngine known = ConnectorExtension.engine(server, clock)
                        .connection(Connection.apiKeyHeader("X-Api-Key", "correct-horse-battery"))
                        .build();
                WorkflowEngine stranger =
                        ConnectorExtension.engine(server, clock).build()) {
            assertThat(known.poll("MinutePassed").failures()).isEmpty();
            assertThat(stranger.poll("MinutePassed").polls())
                    .extracting(Exchange::status)
                    .containsExactly(401);
        }
    }
    // end::key[]

    // tag::token[]
    @Test
    void a_connection_signs_in_and_renews_its_token() {
        TestClock clock = TestClock.create();
        try (StubIssuer issuer = StubIssuer.start(clock);
                ConnectorServer server = ConnectorServer.builder()
                        .host("localhost")
                        .clock(clock)
                        .authentication(Authentication.jwt(issuer.name(), "api://minutes", issuer.keysUrl()))
                        .register(new Minutes(clock))
                        .start();
                WorkflowEngine engine = ConnectorExtension.engine(server, clock)
                        .connection(issuer.connection("api://minutes"))
                        .recurrence(Duration.ofHours(1))
                        .build()) {
            assertThat(engine.poll("MinutePassed").failures()).isEmpty();
            engine.advance(Duration.ofHours(5));
            assertThat(engine.exchanges()).extracting(Exchange::status).doesNotContain(401);
        }
    }
    // end::token[]

    // tag::receiver[]
    @Test
    void a_receiver_without_an_engine() {
        Callbacks<OrderFilter, Order> orders = OrderWebhooks.orderCreated();
        try (FakeReceiver receiver = FakeReceiver.start();
                ConnectorServer server = ConnectorServer.builder()
                        .store("memory")
                        .callbacks(orders)
                        .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                        .register(new OrderWebhooks(orders))
                        .start();
                WorkflowEngine engine = WorkflowEngine.builder()
                        .document(server.url().resolve("swagger.json"))
                        .build()) {
            URI callbackUrl = receiver.url("/orders?sig=a%2Fb");
            engine.send(engine.request("WhenAnOrderIsCreated", Map.of(), callbackUrl));
            orders.publish(new Order("1", "south"));
            assertThat(receiver.await(1).get(0).request().url()).isEqualTo(callbackUrl);
        }
    }
    // end::receiver[]

    // tag::document[]
    @Test
    void the_document_has_no_findings_of_the_checker() {
        try (ConnectorServer server = ConnectorServer.builder()
                .title("Minutes")
                .description("Reports the minutes that have passed.")
                .register(new Minutes(Clock.systemUTC()))
                .start()) {
            String document = server.document()
                    .swagger(Profile.DESIGNER, URI.create("https://minutes.example.com/"))
                    .toString();
            assertThat(Checker.builder()
                            .profiles(CheckProfile.DESIGNER)
                            .build()
                            .check(new Source("minutes", document))
                            .findings())
                    .isEmpty();
        }
    }
    // end::document[]
}
