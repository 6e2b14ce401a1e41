package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.PushInput;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A mapper with names of its own: the author's types follow it, and the types of the protocol stay as engines know them. */
class AuthorsMapperTest {

    private static final List<PropertyNamingStrategy> STRATEGIES = List.of(
            PropertyNamingStrategies.SNAKE_CASE,
            PropertyNamingStrategies.UPPER_CAMEL_CASE,
            PropertyNamingStrategies.KEBAB_CASE);
    private static final List<String> NAMES = List.of("article_name", "ArticleName", "article-name");
    private static final String KEY = "an-operators-key-for-tests";

    private final CountDownLatch packed = new CountDownLatch(1);
    private final AsyncAction<Line, Line> pack = AsyncAction.named("pack", Line.class, Line.class)
            .work((line, progress) -> {
                packed.await();
                return line;
            })
            .build();
    private final Callbacks<Line, Line> sold =
            Callbacks.named("sold", Line.class, Line.class).build();

    /** A filter, a payload and a body. */
    public record Line(String articleName) {}

    /** Takes every type of the protocol. */
    @Path("shop")
    public static final class Shop {

        private final Callbacks<Line, Line> sold;
        private final AsyncAction<Line, Line> pack;

        Shop(Callbacks<Line, Line> sold, AsyncAction<Line, Line> pack) {
            this.sold = sold;
            this.pack = pack;
        }

        @POST
        @Path("subscriptions")
        @WebhookTrigger(summary = "When something is sold", notification = Line.class)
        public Subscribed subscribe(SubscribeTo<Line> wanted) {
            return sold.subscribe(wanted);
        }

        @PUT
        @Path("push/{triggerId}")
        @PushTrigger(summary = "When something is sold (2015)")
        public Subscribed push(@PathParam("triggerId") String triggerId, PushInput<Line> input) {
            return sold.subscribe(triggerId, input);
        }

        @POST
        @Path("packets")
        @Operation(operationId = "Pack", summary = "Pack a line")
        public Accepted<Line> pack(Line line) {
            return pack.accept(line);
        }
    }

    private static Response send(ConnectorServer server, String method, String path, String body) {
        return given().contentType(ContentType.JSON).body(body).request(method, server.url() + path);
    }

    @Test
    void naming_strategies_rename_the_authors_properties_and_none_of_the_protocol() {
        for (int i = 0; i < STRATEGIES.size(); i++) {
            PropertyNamingStrategy names = STRATEGIES.get(i);
            String filter = "\"" + NAMES.get(i) + "\":\"plum\"";
            String url = "\"callbackUrl\":\"http://localhost:1/hook\"";
            try (ConnectorServer server = ConnectorServer.builder()
                    .host("localhost")
                    .callbacks(sold)
                    .actions(pack)
                    .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                    .objectMapper(mapper -> mapper.setPropertyNamingStrategy(names))
                    .register(new Shop(sold, pack))
                    .admin(0, KEY)
                    .start()) {
                send(server, "POST", "shop/subscriptions", "{" + url + "," + filter + "}")
                        .then()
                        .statusCode(201);
                send(server, "PUT", "shop/push/one", "{" + url + ",\"inputs\":{" + filter + "}}")
                        .then()
                        .statusCode(200);
                assertThat(sold.publish(new Line("apple")).deliveries()).isEqualTo(2);
                String status = send(server, "POST", "shop/packets", "{" + filter + "}")
                        .then()
                        .statusCode(202)
                        .extract()
                        .header("Location");
                given().get(status).then().statusCode(202).body(containsString("\"status\""));
                given().header("Authorization", "Bearer " + KEY)
                        .get("http://127.0.0.1:" + server.adminPort() + "/callbacks/subscriptions")
                        .then()
                        .statusCode(200)
                        .body(containsString("\"createdAt\""))
                        .body(containsString(NAMES.get(i)));
            }
        }
    }
}
