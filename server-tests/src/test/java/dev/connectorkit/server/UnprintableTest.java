package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.OperationEvent;
import dev.connectorkit.sdk.action.OperationListener;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exceptions whose own methods fail, and failures that are too large: whatever throws them, the request or operation ends. */
class UnprintableTest {

    /** A cause of trouble. */
    enum Trouble {
        UNPRINTABLE(new Unprintable()),
        UNPRINTABLE_CAUSE(new IllegalStateException("outer", new Unprintable())),
        UNPRINTABLE_STATUS(new UnprintableStatus()),
        MANY_CAUSES(manyCauses());

        private final RuntimeException exception;

        Trouble(RuntimeException exception) {
            this.exception = exception;
        }
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    private static final class UnprintableStatus extends WebApplicationException {
        private static final long serialVersionUID = 1L;

        private UnprintableStatus() {
            super(503);
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    private static RuntimeException manyCauses() {
        RuntimeException chain = new RuntimeException("first");
        for (int i = 0; i < 20_000; i++) {
            chain = new RuntimeException("cause", chain);
        }
        return chain;
    }

    /** Throws. */
    @Path("troubles")
    public static final class Troubles {

        @GET
        @Path("{trouble}")
        @Operation(operationId = "MakeTrouble", summary = "Make trouble")
        public String make(@PathParam("trouble") Trouble trouble) {
            throw trouble.exception;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsAnsweredWithTheIdOfItsLogEntry(Trouble trouble) {
        try (TestServer server = TestServer.with(new Troubles())) {
            server.get("/troubles/" + trouble)
                    .then()
                    .statusCode(500)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("instance", equalTo("/troubles/" + trouble))
                    .body("logId", not(nullValue()));
        }
    }

    private static final class FailingListener implements OperationListener {

        @Override
        public void accepted(OperationEvent event) {
            throw new Unprintable();
        }

        @Override
        public void started(OperationEvent event) {
            throw new Unprintable();
        }

        @Override
        public void succeeded(OperationEvent event) {
            throw manyCauses();
        }
    }

    @Test
    void anOperationEndsThoughItsListenerFails() {
        ended(
                        Bakery.action().work((order, progress) -> Cake.of(order)),
                        builder -> builder.operationListener(new FailingListener()))
                .then()
                .statusCode(200)
                .body("flavour", equalTo("plum"));
    }

    @Test
    void anOperationEndsWithAProblemThatIsTooLong() {
        ended(failing(ProblemException.builder(422).detail("too sweet ".repeat(10_000))), builder -> {})
                .then()
                .statusCode(422)
                .body("detail", containsString("too sweet"));
        ProblemException.Builder members = ProblemException.builder(409).detail("There are too many plums.");
        for (int i = 0; i < 3_000; i++) {
            members.member("plum" + i, "ripe");
        }
        ended(failing(members), builder -> {})
                .then()
                .statusCode(409)
                .body("detail", equalTo("There are too many plums."));
    }

    @Test
    void anOperationEndsThoughItsFailureHasAMemberThatIsNotJson() {
        ended(
                        failing(ProblemException.builder(409)
                                .detail("The oven is hot.")
                                .member("oven", new Object())),
                        builder -> {})
                .then()
                .statusCode(409)
                .body("detail", equalTo("The oven is hot."));
    }

    @Test
    void anOperationEndsThoughTheBodyOfItsFailureCannotBeMade() {
        ended(
                        failing(ProblemException.builder(409).detail("The oven is hot."))
                                .failurePayload(problem -> {
                                    throw new Unprintable();
                                }),
                        builder -> {})
                .then()
                .statusCode(409)
                .body("detail", equalTo("The oven is hot."));
    }

    private static AsyncAction.Builder<CakeOrder, Cake> failing(ProblemException.Builder problem) {
        return Bakery.action().work((order, progress) -> {
            throw problem.build();
        });
    }

    private static Response ended(
            AsyncAction.Builder<CakeOrder, Cake> action, Consumer<ConnectorServer.Builder> options) {
        AsyncAction<CakeOrder, Cake> bake = action.build();
        ConnectorServer.Builder builder = ConnectorServer.builder()
                .host("localhost")
                .store("memory")
                .actions(bake)
                .register(new Bakery(bake));
        options.accept(builder);
        try (ConnectorServer server = builder.start()) {
            Response accepted = given().contentType(ContentType.JSON)
                    .body(Map.of("flavour", "plum", "layers", 2))
                    .post(server.url() + "cakes");
            assertThat(accepted.statusCode()).isEqualTo(202);
            return soon().until(() -> given().get(accepted.header("Location")), answer -> answer.statusCode() != 202);
        }
    }
}
