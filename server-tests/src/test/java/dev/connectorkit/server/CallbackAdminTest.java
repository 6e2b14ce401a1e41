package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's API, and the meters. */
class CallbackAdminTest {

    private static final String KEY = "an-operators-key-for-tests";

    private final Callbacks<Region, Order> created = OrderEvents.event().build();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Receiver receiver;
    private ConnectorServer server;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        server = ConnectorServer.builder()
                .store("memory")
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                        .policy(DeliveryPolicy.builder()
                                .schedule(Duration.ofHours(1), Duration.ofHours(1))
                                .build()))
                .metrics(metrics)
                .admin(0, KEY)
                .register(new OrderEvents(created))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + KEY)
                .baseUri("http://127.0.0.1:" + server.adminPort() + "/callbacks");
    }

    private ValidatableResponse get(String path) {
        return operator().get(path).then().statusCode(200);
    }

    @Test
    void nobody_without_the_key_learns_anything() {
        for (String header : new String[] {"", "Bearer ", "Bearer wrong", KEY, "Basic " + KEY}) {
            given().header("Authorization", header)
                    .get("http://127.0.0.1:" + server.adminPort() + "/callbacks/subscriptions")
                    .then()
                    .statusCode(401)
                    .contentType(Problem.MEDIA_TYPE);
            given().header("Authorization", header)
                    .get("http://127.0.0.1:" + server.adminPort() + "/nothing-here")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void it_is_not_on_the_connectors_own_port() {
        given().header("Authorization", "Bearer " + KEY)
                .get(server.url() + "callbacks/subscriptions")
                .then()
                .statusCode(404);
    }

    @Test
    void subscriptions_are_listed_without_what_opens_them() {
        String location = subscribe("/a?sig=verysecret", "north");
        subscribe("/b", null);

        String listed = get("/subscriptions")
                .body("$", hasSize(2))
                .body("[0].event", equalTo("order-created"))
                .body("[0].host", startsWith("localhost:"))
                .body("[0].filter.region", equalTo("north"))
                .body("[0].state", equalTo("ACTIVE"))
                .extract()
                .asString();
        String token = location.substring(location.lastIndexOf('-'));
        assertThat(listed).doesNotContain("verysecret", token, "/a");

        String first =
                get("/subscriptions?limit=1").body("$", hasSize(1)).extract().path("[0].id");
        get("/subscriptions?after=" + first).body("$", hasSize(1));
        get("/subscriptions?event=other").body("$", empty());
        get("/subscriptions?state=PAUSED").body("$", empty());
        operator().get("/subscriptions?state=SLEEPY").then().statusCode(400).body("errors[0].field", equalTo("state"));
        operator().get("/subscriptions?limit=0").then().statusCode(400).body("errors[0].field", equalTo("limit"));
    }

    @Test
    void a_failing_delivery_is_seen_with_its_attempts() {
        subscribe("/a?sig=verysecret", null);
        receiver.answering(500);
        created.publish(new Order("1", "north"));

        soon().untilAsserted(() -> get("/deliveries").body("[0].attempts", equalTo(1)));
        String id = get("/deliveries")
                .body("[0].underWay", equalTo(false))
                .extract()
                .path("[0].id");
        assertThat(get("/deliveries/" + id + "/attempts")
                        .body("$", hasSize(1))
                        .body("[0].status", equalTo(500))
                        .body("[0].outcome", equalTo("500"))
                        .extract()
                        .asString())
                .doesNotContain("verysecret");
        assertThat(receiver.got().get(0).header("webhook-id")).isEqualTo(id);
    }

    @Test
    void a_dead_letter_is_sent_again_with_its_id() {
        subscribe("/a", null);
        receiver.answering(410);
        created.publish(new Order("1", "north"));
        soon().untilAsserted(() -> get("/dead-letters").body("$", hasSize(1)));
        String id = get("/dead-letters")
                .body("[0].reason", equalTo("the receiver answered 410"))
                .extract()
                .path("[0].id");
        String subscription = get("/subscriptions")
                .body("[0].state", equalTo("ENDED"))
                .extract()
                .path("[0].id");

        operator().post("/dead-letters/" + id + "/resend").then().statusCode(404);
        operator().post("/subscriptions/" + subscription + "/resend").then().statusCode(409);
        receiver.answering(202);
        operator().post("/subscriptions/" + subscription + "/resume").then().body("state", equalTo("ACTIVE"));
        operator()
                .post("/dead-letters/" + id + "/resend")
                .then()
                .statusCode(200)
                .body("resent", equalTo(1));

        soon().untilAsserted(() -> assertThat(receiver.got())
                .hasSize(2)
                .allSatisfy(got -> assertThat(got.header("webhook-id")).isEqualTo(id)));
        soon().untilAsserted(() -> get("/deliveries").body("$", empty()));
        get("/dead-letters").body("$", empty());
    }

    @Test
    void what_a_paused_subscription_missed_is_sent_when_asked_for() {
        subscribe("/a", null);
        String id = get("/subscriptions").extract().path("[0].id");
        operator().post("/subscriptions/" + id + "/pause").then().body("state", equalTo("PAUSED"));
        created.publish(new Order("1", "north"));
        created.publish(new Order("2", "north"));
        get("/dead-letters?subscription=" + id).body("$", hasSize(2));
        get("/dead-letters?subscription=other").body("$", empty());

        operator().post("/subscriptions/" + id + "/resume").then().statusCode(200);
        operator().post("/subscriptions/" + id + "/resend").then().body("resent", equalTo(2));
        soon().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
    }

    @Test
    void dead_letters_are_sent_again_page_by_page_and_those_of_a_paused_subscription_stay() {
        subscribe("/a", null);
        String id = get("/subscriptions").extract().path("[0].id");
        operator().post("/subscriptions/" + id + "/pause").then().statusCode(200);
        for (int i = 0; i < 5; i++) {
            created.publish(new Order("" + i, "north"));
        }
        operator()
                .post("/dead-letters/resend")
                .then()
                .body("resent", equalTo(0))
                .body("left", equalTo(5))
                .body("$", not(hasKey("next")));
        operator().post("/subscriptions/" + id + "/resume").then().statusCode(200);
        operator().post("/dead-letters/resend?subscription=other").then().body("resent", equalTo(0));

        String next = "";
        int pages = 0;
        while (next != null) {
            next = operator()
                    .post("/dead-letters/resend?limit=2&after=" + next + "&subscription=" + id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("next");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        await().untilAsserted(() -> assertThat(receiver.got()).hasSize(5));
        get("/dead-letters").body("$", empty());
        operator().post("/dead-letters/resend?limit=0").then().statusCode(400);
    }

    @Test
    void a_subscription_can_be_removed_once() {
        subscribe("/a", null);
        String id = get("/subscriptions").extract().path("[0].id");
        operator().delete("/subscriptions/" + id).then().statusCode(204);
        operator().delete("/subscriptions/" + id).then().statusCode(404);
        operator().get("/subscriptions/" + id).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        assertThat(created.publish(new Order("1", "north")).deliveries()).isZero();
    }

    @Test
    void everything_that_happens_is_counted() {
        subscribe("/good", null);
        subscribe("/bad", null);
        subscribe("/gone", null);
        receiver.answering(got -> Receiver.Reply.of(
                got.target().equals("/good") ? 202 : got.target().equals("/bad") ? 500 : 410));
        created.publish(new Order("1", "north"));

        soon().ignoreExceptions().untilAsserted(() -> {
            assertThat(metrics.get("connectorkit.callbacks.delivered")
                            .tag("event", "order-created")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(count("retried")).isEqualTo(1);
            assertThat(count("dropped")).isEqualTo(1);
        });
        assertThat(count("published")).isEqualTo(1);
        assertThat(count("deliveries")).isEqualTo(3);
        assertThat(metrics.get("connectorkit.callbacks.subscriptions").gauge().value())
                .isEqualTo(2);
        assertThat(metrics.get("connectorkit.callbacks.queue.age").gauge().value())
                .isPositive();
        assertThat(metrics.get("connectorkit.callbacks.attempts")
                        .tag("status", "5xx")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void the_log_names_the_delivery_and_no_secret() throws Exception {
        try (LogLines log = new LogLines("dev.connectorkit.deliveries")) {
            subscribe("/a?sig=verysecret", null);
            receiver.answering(500);
            created.publish(new Order("1", "north"));

            var line = log.next();
            String id = receiver.got().get(0).header("webhook-id");
            assertThat(line.getFormattedMessage())
                    .startsWith("delivery " + id + " of order-created to localhost:")
                    .contains("500")
                    .doesNotContain("verysecret", "/a");
            assertThat(line.getKeyValuePairs()).anySatisfy(pair -> {
                assertThat(pair.key).isEqualTo("deliveryId");
                assertThat(pair.value).isEqualTo(id);
            });
        }
    }

    @Test
    void a_short_key_and_a_missing_data_folder_are_told() {
        assertThatThrownBy(() -> ConnectorServer.builder().admin(0, "short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
        assertThatThrownBy(() -> ConnectorServer.builder().admin(0).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dataDir");
    }

    private double count(String name) {
        return metrics.get("connectorkit.callbacks." + name).counter().count();
    }

    private String subscribe(String path, @Nullable String region) {
        var body = new java.util.HashMap<String, @Nullable String>();
        body.put("callbackUrl", receiver.url(path));
        body.put("region", region);
        return given().contentType("application/json")
                .body(body)
                .post(server.url() + "orders/subscriptions")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }
}
