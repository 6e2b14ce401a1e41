package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private final Callbacks<Region, Order> created = OrderEvents.event().build();
    private Receiver receiver;
    private ConnectorServer server;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        server = ConnectorServer.builder()
                .store("memory")
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .register(new OrderEvents(created))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void a_subscription_is_answered_with_201_and_its_location_and_nothing_else() {
        String location = subscribe(receiver.url("/a"), "north")
                .statusCode(201)
                .header("Content-Length", "0")
                .extract()
                .header("Location");
        assertThat(location).matches(server.url() + "orders/subscriptions/[0-9a-f]{32}-[\\w-]{22}");
    }

    @Test
    void what_is_published_is_posted_to_those_who_want_it() {
        subscribe(receiver.url("/north"), "north").statusCode(201);
        subscribe(receiver.url("/south"), "south").statusCode(201);
        subscribe(receiver.url("/all"), null).statusCode(201);

        assertThat(created.publish(new Order("7", "north")).deliveries()).isEqualTo(2);

        soon().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
        assertThat(receiver.got("/north")).singleElement().satisfies(got -> {
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.header("Content-Type")).isEqualTo("application/json");
            assertThat(got.body()).isEqualTo("{\"id\":\"7\",\"region\":\"north\"}");
            assertThat(got.header("webhook-id")).matches("[0-9a-f]{32}");
        });
    }

    @Test
    void a_deleted_subscription_gets_nothing_more_and_may_be_deleted_again() {
        String location = subscribe(receiver.url("/a"), null).extract().header("Location");
        given().delete(location).then().statusCode(204);
        given().delete(location).then().statusCode(204);

        assertThat(created.publish(new Order("7", "north")).deliveries()).isZero();
    }

    @Test
    void a_filter_or_a_payload_that_is_too_large_is_refused() {
        subscribe(receiver.url("/a"), "x".repeat(20_000)).statusCode(413).contentType(Problem.MEDIA_TYPE);
        Order huge = new Order("7", "x".repeat(6_000_000));
        assertThatThrownBy(() -> created.publish(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5242880")
                .hasMessageContaining("maxPayloadBytes");
    }

    @Test
    void the_log_of_requests_does_not_show_what_opens_a_subscription() throws Exception {
        String location = subscribe(receiver.url("/a"), null).extract().header("Location");
        try (LogLines log = new LogLines("dev.connectorkit.requests")) {
            given().delete(location).then().statusCode(204);
            String token = location.substring(location.lastIndexOf('/') + 1);
            assertThat(log.next().getFormattedMessage())
                    .contains("DELETE /orders/subscriptions/" + token.substring(0, 32) + "-... 204")
                    .doesNotContain(token.substring(33));
        }
    }

    @Test
    void a_url_that_was_never_given_out_ends_nothing() {
        String location = subscribe(receiver.url("/a"), null).extract().header("Location");
        String forged = location.substring(0, location.length() - 3) + "xyz";
        given().delete(forged).then().statusCode(404).contentType(Problem.MEDIA_TYPE);

        assertThat(created.publish(new Order("7", "north")).deliveries()).isEqualTo(1);
    }

    @Test
    void the_same_callback_url_subscribes_once_and_its_last_filter_counts() {
        String first = subscribe(receiver.url("/a"), "north").extract().header("Location");
        String second = subscribe(receiver.url("/a"), "south").extract().header("Location");

        assertThat(second).isEqualTo(first);
        assertThat(created.publish(new Order("7", "north")).deliveries()).isZero();
        assertThat(created.publish(new Order("8", "south")).deliveries()).isEqualTo(1);
    }

    @Test
    void the_body_may_be_the_authors_own() {
        given().contentType(ContentType.JSON)
                .body(Map.of("notify-at", receiver.url("/own"), "region", "north"))
                .post(server.url() + "orders/own/subscriptions")
                .then()
                .statusCode(201);
        created.publish(new Order("7", "north"));
        soon().untilAsserted(() -> assertThat(receiver.got("/own")).hasSize(1));
    }

    @Test
    void the_query_of_the_callback_url_arrives_to_the_letter() {
        String target =
                "/workflows/1f/triggers/manual/run?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=a-b_C%2B";
        subscribe(receiver.url(target), null).statusCode(201);
        created.publish(new Order("7", "north"));
        soon().untilAsserted(() -> assertThat(receiver.got())
                .singleElement()
                .extracting(Receiver.Got::target)
                .isEqualTo(target));
    }

    @Test
    void a_callback_url_that_is_not_allowed_is_refused_by_name() {
        subscribe("http://169.254.169.254/latest/meta-data?sig=secret", null)
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors[0].field", org.hamcrest.Matchers.equalTo("callbackUrl"))
                .body(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("secret")));
        given().contentType(ContentType.JSON)
                .body(Map.of("region", "x"))
                .post(server.url() + "orders/subscriptions")
                .then()
                .statusCode(400)
                .body("errors[0].field", org.hamcrest.Matchers.equalTo("callbackUrl"));
    }

    @Test
    void a_push_trigger_of_2015_is_registered_replaced_and_deleted() {
        String url = server.url() + "orders/push/my-workflow";
        push(url, receiver.url("/first").replace("http://", "http://user:p%40ss@"), "north")
                .then()
                .statusCode(200)
                .header("Content-Length", "0");
        created.publish(new Order("7", "north"));
        soon().untilAsserted(() -> assertThat(receiver.got("/first"))
                .singleElement()
                .satisfies(got -> assertThat(got.header("Authorization")).isEqualTo("Basic dXNlcjpwQHNz")));

        push(url, receiver.url("/second"), null).then().statusCode(200);
        assertThat(created.publish(new Order("8", "south")).deliveries()).isEqualTo(1);
        soon().untilAsserted(() -> assertThat(receiver.got("/second")).hasSize(1));

        given().delete(url).then().statusCode(204);
        given().delete(url).then().statusCode(204);
        assertThat(created.publish(new Order("9", "south")).deliveries()).isZero();
    }

    @Test
    void user_info_in_a_webhooks_url_is_refused() {
        subscribe(receiver.url("/a").replace("http://", "http://user:pass@"), null)
                .statusCode(400);
    }

    @Test
    void with_authentication_the_unguessable_url_is_enough_to_unsubscribe_unless_told_otherwise() {
        String key = "a-key-for-this-test";
        for (boolean needed : new boolean[] {false, true}) {
            Callbacks<Region, Order> event = OrderEvents.event().build();
            ConnectorServer.Builder builder = ConnectorServer.builder()
                    .store("memory")
                    .callbacks(event)
                    .authentication(Authentication.apiKey("X-API-Key", key))
                    .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                    .register(new OrderEvents(event));
            if (needed) {
                builder.requireCredentialsToUnsubscribe();
            }
            try (ConnectorServer guarded = builder.start()) {
                String url = guarded.url() + "orders/subscriptions";
                var body = Map.of("callbackUrl", receiver.url("/a"));
                given().contentType(ContentType.JSON)
                        .body(body)
                        .post(url)
                        .then()
                        .statusCode(401);
                String location = given().header("X-API-Key", key)
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post(url)
                        .then()
                        .statusCode(201)
                        .extract()
                        .header("Location");

                given().delete(location).then().statusCode(needed ? 401 : 204);
                given().header("X-API-Key", key).delete(location).then().statusCode(204);
                given().delete(guarded.url() + "orders/push/x").then().statusCode(401);
            }
        }
    }

    @Test
    void one_caller_cannot_replace_the_push_trigger_of_another() {
        Callbacks<Region, Order> event = OrderEvents.event().build();
        try (ConnectorServer guarded = ConnectorServer.builder()
                .store("memory")
                .callbacks(event)
                .authentication(Authentication.apiKey(
                        "X-API-Key",
                        Map.of("ann", List.of("the-key-of-ann-0001"), "bob", List.of("the-key-of-bob-0002"))))
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .register(new OrderEvents(event))
                .start()) {
            String url = guarded.url() + "orders/push/my-workflow";
            for (String key : new String[] {"the-key-of-ann-0001", "the-key-of-bob-0002"}) {
                given().header("X-API-Key", key)
                        .contentType(ContentType.JSON)
                        .body(Map.of("callbackUrl", receiver.url("/" + key), "place", "ann"))
                        .put(url)
                        .then()
                        .statusCode(200);
            }
            assertThat(event.publish(new Order("1", "north")).deliveries()).isEqualTo(2);
            given().header("X-API-Key", "the-key-of-bob-0002")
                    .delete(url)
                    .then()
                    .statusCode(204);
            assertThat(event.publish(new Order("2", "north")).deliveries()).isEqualTo(1);
        }
    }

    private ValidatableResponse subscribe(String url, @Nullable String region) {
        Map<String, String> body =
                region == null ? Map.of("callbackUrl", url) : Map.of("callbackUrl", url, "region", region);
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(server.url() + "orders/subscriptions")
                .then();
    }

    private static Response push(String url, String callback, @Nullable String region) {
        Map<String, Object> body = region == null
                ? Map.of("callbackUrl", callback)
                : Map.of("callbackUrl", callback, "inputs", Map.of("region", region));
        return given().contentType(ContentType.JSON).body(body).put(url);
    }
}
