package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceEvent;
import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.OperationEvent;
import dev.connectorkit.sdk.action.OperationListener;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.http.ContentType;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners for operations and orchestrations. */
class ListenersTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AsyncAction<Letter, Letter> send = AsyncAction.named("send", Letter.class, Letter.class)
            .work((letter, progress) -> {
                if (letter.to().isEmpty()) {
                    throw new ProblemException(422, "The letter has no address.");
                }
                return letter;
            })
            .build();
    private @Nullable ConnectorServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** An input and a result. */
    public record Letter(String to) {}

    /** A resource with an action. */
    @Path("letters")
    public static final class Office {

        private final AsyncAction<Letter, Letter> send;

        Office(AsyncAction<Letter, Letter> send) {
            this.send = send;
        }

        @POST
        @Operation(operationId = "Send", summary = "Send a letter")
        public Accepted<Letter> send(Letter letter) {
            return send.accept(letter);
        }
    }

    /** Fails in every method. */
    private static final class BrokenOperations implements OperationListener {

        @Override
        public void accepted(OperationEvent operation) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void started(OperationEvent operation) {
            throw new AssertionError("broken");
        }

        @Override
        public void succeeded(OperationEvent operation) {
            throw new IllegalStateException("broken");
        }
    }

    private final class Operations implements OperationListener {

        private void hear(String what, OperationEvent operation) {
            assertThat(operation.age()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(operation.operationId()).isNotBlank();
            heard.add(what + " " + operation.action());
        }

        @Override
        public void accepted(OperationEvent operation) {
            hear("accepted", operation);
        }

        @Override
        public void started(OperationEvent operation) {
            hear("started", operation);
        }

        @Override
        public void succeeded(OperationEvent operation) {
            hear("succeeded", operation);
        }

        @Override
        public void failed(OperationEvent operation, Problem problem) {
            hear("failed with " + problem.status(), operation);
        }

        @Override
        public void cancelled(OperationEvent operation) {
            hear("cancelled", operation);
        }
    }

    private void post(String to) {
        given().contentType(ContentType.JSON)
                .body("{\"to\":\"" + to + "\"}")
                .post(server.url() + "letters")
                .then()
                .statusCode(202);
    }

    @Test
    void a_listener_hears_of_operations_in_order_though_another_one_fails() {
        server = ConnectorServer.builder()
                .host("localhost")
                .actions(send)
                .operationListener(new BrokenOperations())
                .operationListener(new Operations())
                .register(new Office(send))
                .start();
        post("anna");
        await().until(() -> heard.size() == 3);
        post("");
        await().until(() -> heard.size() == 6);
        assertThat(heard)
                .containsExactly(
                        "accepted send",
                        "started send",
                        "succeeded send",
                        "accepted send",
                        "started send",
                        "failed with 422 send");
    }

    private final class Instances implements OrchestrationListener {

        @Override
        public void started(InstanceEvent instance) {
            heard.add("started " + instance.name() + " " + instance.instanceId());
        }

        @Override
        public void completed(InstanceEvent instance) {
            heard.add("completed " + instance.name() + " " + instance.instanceId());
        }

        @Override
        public void failed(InstanceEvent instance, FailureDetails failure) {
            heard.add("failed " + instance.name() + " with " + failure.getErrorMessage());
        }

        @Override
        public void terminated(InstanceEvent instance) {
            heard.add("terminated " + instance.name());
        }
    }

    /** Fails in every method. */
    private static final class BrokenInstances implements OrchestrationListener {

        @Override
        public void started(InstanceEvent instance) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void completed(InstanceEvent instance) {
            throw new AssertionError("broken");
        }
    }

    @Test
    void a_listener_hears_of_instances_in_order_though_another_one_fails() {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Echo", String.class, String.class, (context, input) -> input);
        orchestrations.register("Fail", String.class, String.class, (context, input) -> {
            throw new IllegalStateException("no " + input);
        });
        orchestrations.register(
                "Wait",
                String.class,
                String.class,
                (context, input) ->
                        context.waitForExternalEvent("never", String.class).await());
        server = ConnectorServer.builder()
                .host("localhost")
                .actions(send)
                .orchestrations(
                        orchestrations,
                        options -> options.listener(new BrokenInstances()).listener(new Instances()))
                .register(new Office(send))
                .start();
        post("anna");
        String echo = server.orchestrations().start("Echo", "a");
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("started Echo " + echo, "completed Echo " + echo);
        server.orchestrations().start("Fail", "paper");
        await().until(() -> heard.size() == 4);
        assertThat(heard.get(3)).isEqualTo("failed Fail with no paper");
        String waiting = server.orchestrations().start("Wait", "c");
        await().until(() -> heard.size() == 5);
        server.orchestrations().terminate(waiting, "enough");
        await().until(() -> heard.size() == 6);
        assertThat(heard.get(5)).isEqualTo("terminated Wait");
    }
}
