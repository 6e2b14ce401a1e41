package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.DoubleEncoded;
import dev.connectorkit.annotations.DynamicSchema;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TestValue;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.annotations.WebhookTrigger;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Each annotation is written into the document, or fails the start. */
class UnreadAnnotationsTest {

    record Wish(String text) {}

    record Form(String schema) {}

    @Path("/wishes")
    static class Wishes {
        @GET
        @Path("schema")
        public Form schemaOfWishes() {
            throw new UnsupportedOperationException();
        }

        @POST
        @DynamicSchema(operation = "schemaOfWishes")
        @Summary("Answer")
        public Wish wish(
                @Summary(value = "Wish", description = "The wish.") @DynamicSchema(operation = "schemaOfWishes")
                        Wish wish) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("any")
        public void any(@DynamicSchema(operation = "schemaOfWishes") Map<String, Object> wish) {}
    }

    /** Takes its parameters from texts. */
    public static final class Code {
        private final String text;

        private Code(String text) {
            this.text = text;
        }

        public static Code fromString(String text) {
            return new Code(text);
        }

        public String text() {
            return text;
        }
    }

    @Path("/parameters")
    static class Parameters {
        @GET
        public void get(
                @QueryParam("year") Year year,
                @QueryParam("month") YearMonth month,
                @QueryParam("period") Period period,
                @QueryParam("duration") Duration duration,
                @QueryParam("code") Code code,
                @QueryParam("codes") List<Code> codes,
                @QueryParam("locale") StringBuilder text,
                @QueryParam("limit") OptionalInt limit) {}
    }

    @Path("/unread")
    static class Unread {
        @GET
        @Path("a")
        @DynamicValues(operation = "b", value = "id")
        public String a(
                @QueryParam("q") @DoubleEncoded String q, @QueryParam("r") @DynamicSchema(operation = "b") String r) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("b")
        @TestValue("1")
        public String b(@DynamicValues(operation = "a", value = "id") Wish wish) {
            throw new UnsupportedOperationException();
        }

        @PollTrigger(summary = "When nobody calls it")
        public Found<Wish> notCalled(@TriggerState Optional<Long> since) {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("c")
        @PollTrigger(summary = "When both")
        @WebhookTrigger(summary = "When both", notification = Wish.class)
        public Found<Wish> both(@TriggerState @Visibility(Visibility.Level.IMPORTANT) Optional<Long> since) {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/nowhere")
    static class Nowhere {
        @Visibility(Visibility.Level.INTERNAL)
        private final String field = "f";

        @GET
        public String get(@Summary("Lost") @Context UriInfo uri) {
            return field;
        }

        @Summary("Helper")
        public String helper() {
            return field;
        }

        @Path("below")
        @Hidden
        public Object below() {
            return field;
        }
    }

    record Described(
            @Schema(description = "One.") Wish one,
            @Schema(description = "Maybe.") Optional<Wish> maybe,
            Wish plain) {}

    @Path("/described")
    static class DescribedProperties {
        @GET
        public Described get() {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/odd")
    static class OddParameter {
        @GET
        public String get(@QueryParam("a") String a, @QueryParam("currency") java.util.Currency currency) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void an_annotation_on_what_no_request_reaches_is_refused() {
        assertThat(catchThrowableOfType(InvalidConnectorException.class, () -> document(Nowhere.class))
                        .problems())
                .containsExactlyInAnyOrder(
                        "Nowhere.field has @Visibility, which is not read on a field that is no parameter; remove it",
                        "Nowhere.get (parameter 'uri') has @Summary, which is not read on what no request carries; remove it",
                        "Nowhere.helper has @Summary, which is not read on a method that no request calls; remove it");
    }

    @Test
    void an_object_keeps_the_description_of_its_property() {
        JsonNode properties = document(DescribedProperties.class).at("/definitions/Described/properties");
        assertThat(properties.at("/one/description").asText()).isEqualTo("One.");
        assertThat(properties.at("/one/properties/text/type").asText()).isEqualTo("string");
        assertThat(properties.at("/maybe/description").asText()).isEqualTo("Maybe.");
        assertThat(properties.at("/plain/$ref").asText()).isEqualTo("#/definitions/Wish");
    }

    @Test
    void a_parameter_that_cannot_be_described_is_named() {
        assertThat(catchThrowableOfType(InvalidConnectorException.class, () -> document(OddParameter.class))
                        .problems())
                .containsExactly(
                        "OddParameter.get (parameter 'currency'): a parameter of Swagger 2.0 cannot be an object;"
                                + " take a simple type, or a body");
    }

    private static JsonNode document(Class<?> resource) {
        return ConnectorDocument.of(
                        ConnectorDescription.builder().resources(resource).build())
                .swagger(Profile.DESIGNER, URI.create("https://example.com/"));
    }

    @Test
    void a_dynamic_schema_and_a_label_on_a_body_and_on_an_answer_are_written() {
        JsonNode post = document(Wishes.class).at("/paths/~1wishes/post");
        JsonNode body = post.at("/parameters/0");
        assertThat(body.path("x-ms-summary").asText()).isEqualTo("Wish");
        assertThat(body.path("description").asText()).isEqualTo("The wish.");
        assertThat(body.at("/schema/x-ms-dynamic-schema/operationId").asText()).isEqualTo("SchemaOfWishes");
        assertThat(body.at("/schema/properties/text/type").asText()).isEqualTo("string");
        JsonNode answer = post.at("/responses/200");
        assertThat(answer.path("x-ms-summary").asText()).isEqualTo("Answer");
        assertThat(answer.at("/schema/x-ms-dynamic-properties/operationId").asText())
                .isEqualTo("SchemaOfWishes");
        assertThat(document(Wishes.class)
                        .at("/paths/~1wishes~1any/post/parameters/0/schema/x-ms-dynamic-schema/operationId")
                        .asText())
                .isEqualTo("SchemaOfWishes");
    }

    @Test
    void the_answer_that_gives_a_dynamic_schema_is_written_out() {
        JsonNode schema = document(Wishes.class).at("/paths/~1wishes~1schema/get/responses/200/schema");
        assertThat(schema.has("$ref")).isFalse();
        assertThat(schema.at("/properties/schema/type").asText()).isEqualTo("string");
    }

    @Test
    void parameters_that_are_converted_from_text_are_texts() {
        JsonNode parameters = document(Parameters.class).at("/paths/~1parameters/get/parameters");
        assertThat(parameters).hasSize(8);
        parameters.forEach(parameter -> assertThat(parameter.path("type").asText())
                .as(parameter.toString())
                .isIn("string", "array", "integer"));
        assertThat(parameters.at("/5/items/type").asText()).isEqualTo("string");
    }

    @Test
    void an_annotation_that_nothing_reads_is_refused_with_its_place() {
        assertThat(catchThrowableOfType(InvalidConnectorException.class, () -> document(Unread.class))
                        .problems())
                .contains(
                        "Unread.a has @DynamicValues, which is not read on a resource method; remove it",
                        "Unread.a (parameter 'q') has @DoubleEncoded, which is not read on a parameter outside of the path;"
                                + " remove it",
                        "Unread.a (parameter 'r') has @DynamicSchema, which is not read on a parameter outside of the body;"
                                + " remove it",
                        "Unread.b has @TestValue, which is not read on a resource method; remove it",
                        "Unread.b (parameter 'wish') has @DynamicValues, which is not read on a body; remove it",
                        "Unread.notCalled has @PollTrigger and is never called; make it public and add an HTTP method such"
                                + " as @GET",
                        "Unread.both has @PollTrigger and @WebhookTrigger; an operation is one of them",
                        "Unread.both (parameter 'since') has annotations beside @TriggerState, which nobody sees; remove"
                                + " them");
    }
}
