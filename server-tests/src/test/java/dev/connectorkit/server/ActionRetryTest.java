package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionRetryTest {

    private static final RetryPolicy THREE_TIMES = new RetryPolicy(3, Duration.ofMillis(1));

    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private ConnectorServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void workThatFailsIsTriedAgainUnderTheSameOperationId() {
        start(Bakery.action().retry(THREE_TIMES).work((order, progress) -> {
            attempts.add(progress.operationId());
            if (attempts.size() < 3) {
                throw new IllegalStateException("The oven is cold");
            }
            return Cake.of(order);
        }));
        ordered().then().statusCode(200);
        assertThat(attempts).hasSize(3).containsOnly(attempts.get(0));
    }

    @Test
    void theLastFailureCountsWhenNoAttemptIsLeft() {
        start(Bakery.action()
                .retry(THREE_TIMES)
                .failingWith(UnsupportedOperationException.class, 409)
                .work((order, progress) -> {
                    attempts.add(progress.operationId());
                    throw new UnsupportedOperationException("no plums, said " + attempts.size() + " times");
                }));
        Response failed = ordered();
        failed.then().statusCode(409);
        assertThat(failed.<String>path("detail")).isEqualTo("no plums, said 3 times");
    }

    @Test
    void aProblemOfTheWorkIsNotTriedAgain() {
        start(Bakery.action().retry(THREE_TIMES).work((order, progress) -> {
            attempts.add(progress.operationId());
            throw new ProblemException(409, "We are out of plums");
        }));
        ordered().then().statusCode(409);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void anOrchestrationHasRetriesOfItsOwn() {
        AsyncAction.Builder<CakeOrder, Cake> both =
                Bakery.action().orchestration("BakeCake").retry(THREE_TIMES);
        assertThatIllegalArgumentException().isThrownBy(both::build).withMessageContaining("its own activities");
    }

    private void start(AsyncAction.Builder<CakeOrder, Cake> action) {
        AsyncAction<CakeOrder, Cake> bake = action.build();
        server = ConnectorServer.builder()
                .store("memory")
                .actions(bake)
                .register(new Bakery(bake))
                .start();
    }

    private Response ordered() {
        String location = given().contentType(ContentType.JSON)
                .body(Map.of("flavour", "plum", "layers", 2))
                .post(server.url() + "cakes")
                .header("Location");
        return soon().until(() -> given().get(location), answer -> answer.statusCode() != 202);
    }
}
