package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.auth.AuthenticationFeature;
import dev.connectorkit.http.auth.WithoutCredentials;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A handler that a model processor adds can be open for who knows the id in its path, and only that handler. */
class OpenHandlerTest {

    /** Ends what has this id. */
    @WithoutCredentials
    static final class End implements Inflector<ContainerRequestContext, Response> {
        @Override
        public Response apply(ContainerRequestContext request) {
            return Response.noContent().build();
        }
    }

    /** Lists the ids. */
    static final class ListAll implements Inflector<ContainerRequestContext, Response> {
        @Override
        public Response apply(ContainerRequestContext request) {
            return Response.ok("all").build();
        }
    }

    private static final class Subscriptions implements ModelProcessor {

        @Override
        public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
            Resource.Builder all = Resource.builder("subscriptions");
            all.addMethod("GET").handledBy(new ListAll());
            Resource.Builder one = all.addChildResource("{id}");
            one.addMethod("DELETE").handledBy(new End());
            one.addMethod("PUT").handledBy(ListAll.class);
            return new ResourceModel.Builder(model, false)
                    .addResource(all.build())
                    .build();
        }

        @Override
        public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
            return model;
        }
    }

    private static final String TOKEN = "0123456789abcdef0123456789abcdef-0123456789abcdefghijkl";

    private final Listener listener = Listener.start(
            "localhost",
            0,
            Listener.jersey(new ResourceConfig()
                    .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                    .register(new Subscriptions())
                    .register(new AuthenticationFeature(
                            Authentication.apiKey("X-API-Key", "some-key-0123456789"), Clock.systemUTC(), true))),
            null,
            new HandlerThreads(4, null, ""),
            new WireLimits(10_000, 100, 10_000, WireLimits.ARRIVAL, WireLimits.UNREAD));

    @AfterEach
    void stop() {
        listener.stop(Duration.ofSeconds(1));
    }

    private int send(String method, String path) {
        return given().baseUri("http://localhost:" + listener.port())
                .request(method, path)
                .statusCode();
    }

    @Test
    void only_the_open_handler_answers_without_credentials() {
        assertThat(send("DELETE", "/subscriptions/" + TOKEN)).isEqualTo(204);
        assertThat(send("GET", "/subscriptions")).isEqualTo(401);
        assertThat(send("PUT", "/subscriptions/" + TOKEN)).isEqualTo(401);
        assertThat(send("OPTIONS", "/subscriptions/" + TOKEN)).isEqualTo(401);
        assertThat(send("GET", "/other")).isEqualTo(401);
    }

    @Test
    void with_credentials_everything_answers() {
        assertThat(given().baseUri("http://localhost:" + listener.port())
                        .header("X-API-Key", "some-key-0123456789")
                        .get("/subscriptions")
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().baseUri("http://localhost:" + listener.port())
                        .header("X-API-Key", "wrong")
                        .delete("/subscriptions/" + TOKEN)
                        .statusCode())
                .isEqualTo(204);
    }
}
