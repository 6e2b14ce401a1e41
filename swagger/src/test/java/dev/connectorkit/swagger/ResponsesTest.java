package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.Outcome;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers in the document are those of the method, and those that annotations add to them. */
class ResponsesTest {

    record Pet(String name) {}

    record Problem(String detail) {}

    @Path("/r")
    static class Answers {
        @GET
        @Path("only404")
        @ApiResponse(responseCode = "404", description = "No pet")
        public Pet only404() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("error-with-schema")
        @ApiResponse(
                responseCode = "404",
                description = "No pet",
                content = @Content(schema = @Schema(implementation = Problem.class)))
        public Pet errorWithSchema() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("default-with-schema")
        @ApiResponse(description = "Failed", content = @Content(schema = @Schema(implementation = Problem.class)))
        public Pet defaultWithSchema() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("default-alone")
        @ApiResponse(description = "The pet")
        public Pet defaultAlone() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("created")
        @ApiResponse(responseCode = "201", description = "Created")
        public Pet created() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("void404")
        @ApiResponse(responseCode = "404", description = "No pet")
        public void void404() {}

        @POST
        @Path("boxed")
        public Void boxed() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("stage")
        public CompletionStage<Void> stage() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("future")
        public CompletableFuture<Pet> future() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("generic")
        public GenericEntity<List<Pet>> generic() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("suspended")
        public void suspended(@Suspended AsyncResponse response) {}

        @GET
        @Path("moved")
        @ApiResponse(responseCode = "302", description = "Moved")
        public Response moved() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("image")
        @Produces("image/png")
        public byte[] image() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("octets")
        @Consumes("application/octet-stream")
        public void octets(byte[] body) {}
    }

    private static final JsonNode DOCUMENT = Described.swagger(Answers.class);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            get  | only404             | 200 | #/definitions/Pet     | 404
            get  | error-with-schema   | 200 | #/definitions/Pet     | 404
            get  | default-with-schema | 200 | #/definitions/Pet     | default
            get  | default-alone       | 200 | #/definitions/Pet     |
            post | created             | 201 | #/definitions/Pet     |
            post | void404             | 204 |                       | 404
            post | boxed               | 204 |                       |
            post | stage               | 204 |                       |
            post | future              | 200 | #/definitions/Pet     |
            get  | suspended           | 200 |                       |
            get  | moved               | 302 |                       |
            """)
    void success_is_kept_from_the_method(String verb, String path, String code, String schema, String beside) {
        JsonNode responses = DOCUMENT.at("/paths/~1r~1" + path + "/" + verb + "/responses");
        assertThat(responses.path(code).at("/schema/$ref").asText("")).isEqualTo(schema == null ? "" : schema);
        assertThat(responses).hasSize(beside == null ? 1 : 2);
        assertThat(beside == null || responses.has(beside)).isTrue();
    }

    @Test
    void wrappers_and_bytes_are_described_as_what_is_sent() {
        assertThat(DOCUMENT.at("/paths/~1r~1generic/get/responses/200/schema/items/$ref")
                        .asText())
                .isEqualTo("#/definitions/Pet");
        assertThat(DOCUMENT.at("/paths/~1r~1image/get/responses/200/schema/type")
                        .asText())
                .isEqualTo("file");
        assertThat(DOCUMENT.at("/paths/~1r~1octets/post/parameters/0/schema/format")
                        .asText())
                .isEqualTo("binary");
    }

    /** Makes responses that may be a 202. */
    @Outcome(accepted = true)
    static final class Starter {}

    @Path("/started")
    static class Started {
        @POST
        @Path("response")
        public Response response(@QueryParam("number") String number, @Context Starter starter) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("stage")
        @ApiResponse(responseCode = "409", description = "It runs")
        public CompletionStage<Response> stage(@Context Starter starter) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("created")
        @ApiResponse(responseCode = "201", description = "Created")
        public Response created(@Context Starter starter) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("declared")
        @ApiResponse(responseCode = "202", description = "Started")
        public Response declared(@Context Starter starter) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("pet")
        public Pet pet(@Context Starter starter) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "response, '200,202', 'Location,Retry-After'",
        "stage, '200,202,409', 'Location,Retry-After'",
        "created, 201, ''",
        "declared, 202, ''",
        "pet, 200, ''"
    })
    void a_response_that_a_parameter_makes_may_be_a_202(String path, String codes, String headers) {
        JsonNode swagger = Described.swagger(Started.class);
        JsonNode responses = swagger.at("/paths/~1started~1" + path + "/post/responses");
        assertThat(names(responses)).isEqualTo(codes);
        assertThat(names(responses.at("/202/headers"))).isEqualTo(headers);
        assertThat(swagger.path("paths").has("/operations/{operationId}")).isFalse();
    }

    private static String names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().collect(Collectors.joining(","));
    }

    @Path("/built")
    static class Built {
        @GET
        public Response now() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("later")
        public CompletionStage<Response> later() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("named")
        @ApiResponse(
                responseCode = "200",
                description = "A pet",
                content = @Content(schema = @Schema(implementation = Pet.class)))
        public Response named() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void the_class_of_answers_that_methods_build_is_not_described() {
        JsonNode openApi = ConnectorDocument.of(
                        ConnectorDescription.builder().resources(Built.class).build())
                .openApi(URI.create("https://example.com/"));
        assertThat(openApi.at("/components/schemas").fieldNames()).toIterable().containsExactly("Pet");
        assertThat(openApi.at("/paths/~1built/get/responses").fieldNames())
                .toIterable()
                .containsExactly("200");
        assertThat(openApi.at("/paths/~1built~1later/get/responses").fieldNames())
                .toIterable()
                .containsExactly("200");
    }

    @Path("/bad")
    static class Nonsense {
        @GET
        @Path("code")
        @ApiResponse(responseCode = "OK", description = "Fine")
        public Pet code() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("security")
        @SecurityRequirement(name = "nowhere")
        public Pet security() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void an_invalid_code_and_an_undefined_security_scheme_are_refused() {
        assertThat(Described.problems(Nonsense.class))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("Nonsense.code").contains("\"OK\""))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("Security").contains("'nowhere'"));
    }
}
