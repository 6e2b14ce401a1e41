package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.Progress;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionOrchestrationTest {

    private final Oven oven = new Oven();
    private final Orchestrations orchestrations = Orchestrations.create();
    private ConnectorServer server;

    @AfterEach
    void stop() {
        oven.open();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theOutputOfTheOrchestrationIsTheResultToTheLetter() {
        bakeInSteps();
        start();
        String location = order();
        oven.open();
        Response done = soon().until(() -> given().get(location), answer -> answer.statusCode() == 200);
        assertThat(done.asString()).isEqualTo("{\"flavour\":\"plum\",\"layers\":2,\"price\":19.0}");
    }

    @Test
    void itsCustomStatusIsTheProgress() {
        bakeInSteps();
        start();
        String location = order();
        soon().untilAsserted(() -> given().get(location)
                .then()
                .statusCode(202)
                .header("x-progress", "60")
                .body("message", org.hamcrest.Matchers.equalTo("mixed")));
    }

    @Test
    void aCustomStatusWithoutPercentIsTheMessage() {
        orchestrations.register("BakeCake", CakeOrder.class, Cake.class, (context, order) -> {
            context.setCustomStatus(Map.of("message", "mixed"));
            context.waitForExternalEvent("plums").await();
            return Cake.of(order);
        });
        start();
        String location = order();
        soon().untilAsserted(() -> assertThat(given().get(location).asString())
                .isEqualTo("{\"status\":\"running\",\"message\":\"mixed\"}"));
    }

    @Test
    void itsFailureIsMappedByWhatItsActivityThrew() {
        orchestrations.registerActivity("Bake", CakeOrder.class, Cake.class, order -> {
            throw new UnsupportedOperationException("no plums");
        });
        orchestrations.register(
                "BakeCake",
                CakeOrder.class,
                Cake.class,
                (context, order) ->
                        context.callActivity("Bake", order, Cake.class).await());
        start();
        Response failed = soon().until(() -> given().get(order()), answer -> answer.statusCode() != 202);
        failed.then().statusCode(409).body("detail", org.hamcrest.Matchers.equalTo("no plums"));
    }

    @Test
    void toCancelIsToEndIt() {
        orchestrations.register("BakeCake", CakeOrder.class, Cake.class, (context, order) -> {
            context.waitForExternalEvent("plums").await();
            return Cake.of(order);
        });
        start();
        String location = order();
        given().delete(location).then().statusCode(204);
        given().get(location).then().statusCode(410);
    }

    @Test
    void anOrchestrationThatIsNotRegisteredIsNamedAtTheStart() {
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BakeCake");
    }

    private void bakeInSteps() {
        orchestrations.registerActivity("Bake", CakeOrder.class, Cake.class, order -> oven.run(order, NO_PROGRESS));
        orchestrations.register("BakeCake", CakeOrder.class, Cake.class, (context, order) -> {
            context.setCustomStatus(Map.of("percent", 60, "message", "mixed"));
            return context.callActivity("Bake", order, Cake.class).await();
        });
    }

    private void start() {
        AsyncAction<CakeOrder, Cake> bake = Bakery.action()
                .orchestration("BakeCake")
                .failingWith(UnsupportedOperationException.class, 409)
                .build();
        server = ConnectorServer.builder()
                .store("memory")
                .orchestrations(orchestrations)
                .actions(bake)
                .register(new Bakery(bake))
                .start();
    }

    private String order() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("flavour", "plum", "layers", 2))
                .post(server.url() + "cakes")
                .header("Location");
    }

    private static final Progress NO_PROGRESS = new Progress() {
        @Override
        public void report(int percent, String message) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public String operationId() {
            return "";
        }
    };
}
