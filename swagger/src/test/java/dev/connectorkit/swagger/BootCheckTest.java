package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that cannot work, or that a document cannot describe, fail its build with advice. */
class BootCheckTest {

    /** One mistake per method. */
    @Path("/wrong")
    static class Wrong {
        @POST
        @Path("post")
        @PollTrigger(summary = "When posted")
        public Found<String> posted(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("body")
        public String body(String text, @QueryParam("a") String a) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("first")
        @Operation(operationId = "Same")
        public String first() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("second")
        public String same() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("type")
        @PollTrigger(summary = "When typed")
        public List<String> wrongType(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("raw")
        @PollTrigger(summary = "When raw")
        @SuppressWarnings("rawtypes")
        public Found raw(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("none")
        @PollTrigger(summary = "When none")
        public Found<String> noState() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("two")
        @PollTrigger(summary = "When two")
        public Found<String> twoStates(@TriggerState Instant a, @TriggerState Instant b) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("action")
        public String action(@TriggerState Instant a) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("envelope")
        @PollTrigger(summary = "When enveloped", envelope = true)
        public Found<String> envelope(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("array")
        @PollTrigger(summary = "When an array", stateInBody = true)
        public Found<List<String>> stateInArray(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("text")
        @PollTrigger(summary = "When a text", stateInBody = true)
        public Found<String> stateInText(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("durations")
        @PollTrigger(summary = "", checkAgainIn = "15")
        public Found<String> durations(@TriggerState(lookBack = "-PT1S", version = 256) Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("parts")
        @PollTrigger(summary = "When parts", checkAgainIn = "PT0.5S")
        public Found<String> parts(@TriggerState Instant since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("template/{id}")
        public String template() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("/template/{other}/")
        public String twin(@jakarta.ws.rs.PathParam("other") String other, @jakarta.ws.rs.PathParam("odd") String odd) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("clash")
        public Clash.Name clash(Other.Name name, @QueryParam("a") String a) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("cookie")
        public String cookie(@CookieParam("c") String c) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("matrix")
        public String matrix(@MatrixParam("m") String m) {
            throw new UnsupportedOperationException();
        }
    }

    /** Has a class with the simple name of another. */
    static class Clash {
        record Name(String a) {}
    }

    /** Has it too. */
    static class Other {
        record Name(int b) {}
    }

    private static final List<String> PROBLEMS = catchThrowableOfType(
                    InvalidConnectorException.class,
                    () -> ConnectorDocument.of(ConnectorDescription.builder()
                            .resources(List.of(Wrong.class))
                            .build()))
            .problems();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Wrong.posted is a @PollTrigger on POST     | use @GET
                    Wrong.body (parameter 'text') takes a body | for example with @QueryParam, or use @POST
                    Wrong.same has the operationId Same, as Wrong.first has | rename the method
                    Wrong.wrongType is a @PollTrigger and returns java.util.List<java.lang.String> | return a Poll
                    Wrong.raw is a @PollTrigger and returns    | return a Poll
                    Wrong.noState is a @PollTrigger with no @TriggerState parameters | give it exactly one
                    Wrong.twoStates is a @PollTrigger with 2 @TriggerState parameters | give it exactly one
                    Wrong.action takes a @TriggerState, and is no trigger | add @PollTrigger
                    Wrong.envelope has an envelope, and carries no list | drop envelope = true
                    Wrong.stateInArray puts its state into the body | add envelope = true
                    Wrong.stateInText puts its state into the body, and String is no JSON object | drop stateInBody = true
                    Wrong.durations has checkAgainIn = "15"    | such as PT15S
                    Wrong.durations has lookBack = "-PT1S"     | such as PT15S
                    Wrong.durations has the state version 256  | use one from 0 to 255
                    Wrong.durations is a @PollTrigger without a summary | write "When ..."
                    Wrong.parts has checkAgainIn = "PT0.5S"    | of whole seconds
                    Wrong.template has {id} in its path        | add a @PathParam("id")
                    Wrong.twin answers GET /wrong/template/{}, as Wrong.template does | give one of them another @Path
                    Wrong.twin takes @PathParam("odd")         | its path has no {odd}
                    Wrong.clash (parameter 'name') takes a body | use @POST
                    dev.connectorkit.swagger.BootCheckTest$Clash$Name and dev.connectorkit.swagger.BootCheckTest$Other$Name: both would be the schema 'Name' | put @Schema(name = "...")
                    Wrong.cookie (parameter 'c'): Swagger 2.0 has no cookie parameters | hide it
                    Wrong.matrix (parameter 'm'): Swagger 2.0 has no matrix parameters | hide it
                    """)
    void a_mistake_is_named_and_told_what_to_change(String mistake, String advice) {
        assertThat(PROBLEMS)
                .anySatisfy(problem -> assertThat(problem).startsWith(mistake).contains(advice));
    }

    @Test
    void nothing_else_is_complained_about() {
        assertThat(PROBLEMS).hasSize(23);
    }
}
