package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Triggers that cannot work fail the start, with advice. */
class BootCheckTest {

    /** One mistake per method. */
    @Path("/wrong")
    public static class Wrong {

        @GET
        @Path("date")
        @PollTrigger(summary = "When a date")
        public Poll<String> date(@TriggerState Date since) {
            return Poll.nothing();
        }

        @GET
        @Path("list")
        @PollTrigger(summary = "When a list")
        public Poll<String> list(@TriggerState Optional<List<String>> since) {
            return Poll.nothing();
        }

        @GET
        @Path("number")
        @PollTrigger(summary = "When a number")
        public Poll<String> number(@TriggerState long since) {
            return Poll.nothing();
        }

        @GET
        @Path("none")
        @PollTrigger(summary = "When none")
        public Poll<String> none() {
            return Poll.nothing();
        }

        @POST
        @Path("post")
        @PollTrigger(summary = "When posted")
        public Poll<String> post(@TriggerState java.time.Instant since) {
            return Poll.nothing();
        }
    }

    @Test
    void all_problems_of_all_triggers_are_told_at_once() {
        assertThatThrownBy(() -> TestServer.with(new Wrong()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining(
                        "Wrong.date (parameter 'since'): a trigger state cannot be java.util.Date; use"
                                + " Instant, Cursor, SequenceCursor, Long, Integer, String or a record, or an Optional of these")
                .hasMessageContaining("Wrong.list (parameter 'since'): a trigger state cannot be java.util.List<")
                .hasMessageContaining("Wrong.number (parameter 'since'): the first poll has no state and no Long means"
                        + " 'now'; declare Optional<Long> and return Poll.nothing(start) where it is empty")
                .hasMessageContaining("Wrong.none")
                .hasMessageContaining("Wrong.post");
    }

    /** The place of status URLs of actions. */
    @Path("operations")
    public static class Operations {

        @GET
        public List<String> all() {
            return List.of();
        }

        @GET
        @Path("{id}/lines")
        public List<String> lines(@PathParam("id") String id) {
            return List.of();
        }

        @GET
        @Path("/{id}/")
        public String one(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("newest")
        public String newest() {
            return "";
        }
    }

    /** An action whose requests are answered with status URLs. */
    @Path("actions")
    public static class Actions {

        @POST
        public Accepted<String> act(String input) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_path_that_status_urls_of_actions_would_hide_is_refused() {
        assertThatThrownBy(() -> TestServer.with(new Operations(), new Actions()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Operations.one: GET /operations/{id} is hidden by /operations/{operationId}, the"
                        + " status URLs of actions; choose another path")
                .hasMessageContaining("Operations.newest: GET /operations/newest is hidden by")
                .hasMessageNotContaining("Operations.all")
                .hasMessageNotContaining("Operations.lines");
        try (TestServer without = TestServer.with(new Operations())) {
            without.get("/operations/7").then().statusCode(200);
        }
    }

    @Test
    void what_is_not_refused_is_answered() {
        AsyncAction<String, String> action = AsyncAction.named("a", String.class, String.class)
                .work((input, progress) -> input)
                .build();
        try (TestServer server = TestServer.with(builder -> builder.actions(action), new Harmless())) {
            server.get("/operations").then().statusCode(200);
            server.get("/operations/7/lines").then().statusCode(200);
        }
    }

    /** Beside the status URLs of actions. */
    @Path("operations")
    public static class Harmless {

        @GET
        @Operation(summary = "All")
        public List<String> all() {
            return List.of();
        }

        @GET
        @Path("{id}/lines")
        @Operation(summary = "Lines")
        public List<String> lines(@PathParam("id") String id) {
            return List.of();
        }
    }
}
