package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector whose orchestrations run on a runtime of the author's, here another engine. */
class OtherRuntimeTest {

    @TempDir
    Path folder;

    private final Database theirs = Database.open("memory");
    private final Orchestrations orchestrations = Orchestrations.create()
            .registerActivity("SayHello", String.class, String.class, city -> "Hello " + city + "!")
            .register(
                    "Greet",
                    String.class,
                    String.class,
                    (ctx, city) ->
                            ctx.callActivity("SayHello", city, String.class).await());

    private OrchestrationEngine engine;

    private final ConnectorServer server = ConnectorServer.builder()
            .dataDir(folder)
            .orchestrations(
                    orchestrations,
                    options -> options.managementApi()
                            .taskHub("Hub")
                            .systemKey("the-system-key-of-this-test")
                            .runtime(setup -> {
                                engine = OrchestrationEngine.builder(setup.orchestrations(), theirs)
                                        .taskHub(setup.taskHub())
                                        .objectMapper(setup.objectMapper())
                                        .build();
                                return engine;
                            }))
            .start();

    @AfterEach
    void stop() {
        server.close();
        theirs.close();
    }

    @Test
    void runs_its_instances_there_and_opens_no_database() throws Exception {
        String id = server.orchestrations().start("Greet", "Tokyo");
        server.orchestrations().waitForCompletion(id, Duration.ofMinutes(2));

        assertThat(engine.client().status(id).orElseThrow().output()).isEqualTo("\"Hello Tokyo!\"");
        assertThat(folder).isDirectoryNotContaining("glob:**.db");
        given().get(server.url() + "health/ready").then().statusCode(200);
    }

    @Test
    void serves_the_management_api_in_front_of_it() throws Exception {
        String id = server.orchestrations().start("Greet", "Tokyo");
        server.orchestrations().waitForCompletion(id, Duration.ofMinutes(2));

        given().header("x-functions-key", "the-system-key-of-this-test")
                .get(server.url() + "runtime/webhooks/durabletask/instances/" + id)
                .then()
                .statusCode(200)
                .body("output", equalTo("Hello Tokyo!"));
    }

    @Test
    void closes_it_with_itself() {
        server.close();

        assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
    }
}
