package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to subscribe whose body is missing, or has no callback URL: a 400 that names it. */
class MissingBodyTest {

    private static ConnectorServer server;

    @BeforeAll
    static void start() {
        Callbacks<Region, Order> created = OrderEvents.event().build();
        AsyncAction<CakeOrder, Cake> bake =
                Bakery.action().work((order, progress) -> Cake.of(order)).build();
        server = ConnectorServer.builder()
                .store("memory")
                .callbacks(created)
                .actions(bake)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .register(new OrderEvents(created))
                .register(new Bakery(bake))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RequestSpecification json(String body) {
        RequestSpecification request = given().baseUri(server.url().toString()).contentType("application/json");
        return body.isEmpty() ? request : request.body(body);
    }

    private static void namesTheUrl(ValidatableResponse response) {
        response.statusCode(400).contentType(Problem.MEDIA_TYPE).body(containsString("callbackUrl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}",
                "{\"callbackUrl\":null}",
                "{\"callbackUrl\":\"\"}",
                "{\"region\":\"north\"}"
            })
    void a_subscription_a_push_trigger_and_a_webhook_action_name_the_callback_url(String body) {
        namesTheUrl(json(body).post("orders/subscriptions").then());
        namesTheUrl(json(body).put("orders/push/a").then());
        namesTheUrl(json(body).post("cakes/called").then());
    }

    @ParameterizedTest
    @CsvSource({"own, notify-at", "nested, hook.url", "prefixed, hook_url"})
    void a_body_of_the_author_has_the_callback_url_under_its_own_name(String kind, String field) {
        String inner = field.substring(field.indexOf('.') + 1);
        String blocked = "{\"" + inner + "\":\"http://169.254.169.254/x\"}";
        for (String body : List.of(
                "",
                " ",
                "null",
                "{}",
                "{\"" + inner + "\":\"\"}",
                inner.equals(field) ? blocked : "{\"hook\":" + blocked + "}")) {
            json(body)
                    .post("orders/" + kind + "/subscriptions")
                    .then()
                    .statusCode(400)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("errors[0].field", equalTo(field))
                    .body("detail", not(containsString("callbackUrl")));
        }
    }
}
