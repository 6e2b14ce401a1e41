package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Engines end subscriptions without the credentials of the connection; nothing else about them is open. */
class UnsubscribeWithoutCredentialsTest {

    private static final String KEY = "some-key-0123456789";

    private final Callbacks<Region, Order> created = OrderEvents.event().build();
    private final ConnectorServer server = ConnectorServer.builder()
            .store("memory")
            .callbacks(created)
            .authentication(Authentication.apiKey("X-API-Key", KEY))
            .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
            .register(new OrderEvents(created))
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification subscription() {
        return given().contentType("application/json").body(Map.of("callbackUrl", "http://localhost:1/a"));
    }

    @Test
    void only_the_end_of_a_webhook_is_open() {
        String subscriptions = server.url() + "orders/subscriptions";
        subscription().post(subscriptions).then().statusCode(401);
        String location = subscription()
                .header("X-API-Key", KEY)
                .post(subscriptions)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        given().get(location).then().statusCode(401);
        given().delete(subscriptions).then().statusCode(401);
        given().delete(location).then().statusCode(204);
        assertThat(created.publish(new Order("7", "north")).deliveries()).isZero();
    }

    @Test
    void a_push_trigger_has_no_secret_in_its_url_and_needs_credentials_to_end() {
        String push = server.url() + "orders/push/" + "a".repeat(32) + "-" + "b".repeat(22);
        subscription().put(push).then().statusCode(401);
        subscription().header("X-API-Key", KEY).put(push).then().statusCode(200);
        given().delete(push).then().statusCode(401);
        assertThat(created.publish(new Order("7", "north")).deliveries()).isEqualTo(1);
        given().header("X-API-Key", KEY).delete(push).then().statusCode(204);
        assertThat(created.publish(new Order("8", "north")).deliveries()).isZero();
    }
}
