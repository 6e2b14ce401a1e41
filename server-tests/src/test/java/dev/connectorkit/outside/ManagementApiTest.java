package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The management API of orchestrations is served, and documented, where it was asked for. */
class ManagementApiTest {

    private static final String INSTANCES = "runtime/webhooks/durabletask/instances";

    private static ConnectorServer start(Consumer<OrchestrationOptions.Builder> options) {
        Orchestrations orchestrations =
                Orchestrations.create().register("Echo", String.class, String.class, (context, input) -> input);
        return ConnectorServer.builder()
                .host("127.0.0.1")
                .store("memory")
                .orchestrations(orchestrations, options)
                .start();
    }

    private static int status(ConnectorServer server) {
        return given().get(server.url().resolve(INSTANCES)).statusCode();
    }

    private static boolean isDocumented(ConnectorServer server) {
        String page = given().get(server.url()).asString();
        boolean inOpenApi =
                given().get(server.url().resolve("openapi.json")).asString().contains("/runtime/");
        boolean inSwagger = server.document()
                .swagger(Profile.DEFAULT, server.url())
                .toString()
                .contains("/runtime/");
        assertThat(inOpenApi).isEqualTo(inSwagger);
        assertThat(page).doesNotContain("/runtime/");
        return inSwagger;
    }

    @Test
    void orchestrations_alone_serve_and_describe_nothing() {
        try (ConnectorServer server = start(options -> {})) {
            assertThat(status(server)).isEqualTo(404);
            assertThat(isDocumented(server)).isFalse();
            String id = server.orchestrations().start("Echo", "a");
            assertThat(given().get(server.url().resolve(INSTANCES + "/" + id)).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void it_is_served_where_it_was_asked_for_and_stays_out_of_the_document() {
        try (ConnectorServer server = start(options -> options.managementApi())) {
            assertThat(status(server)).isEqualTo(401);
            assertThat(isDocumented(server)).isFalse();
        }
    }

    @Test
    void it_is_documented_where_that_was_asked_for() {
        try (ConnectorServer server = start(options -> options.documentedManagementApi())) {
            assertThat(status(server)).isEqualTo(401);
            assertThat(isDocumented(server)).isTrue();
        }
    }
}
