package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Constraints of the application that refuse null make a value required in the document. */
class NullConstraintsTest {

    /** Refuses null, with a message of its own. */
    @Constraint(validatedBy = {OnSale.ForNumbers.class, OnSale.ForTexts.class})
    @Retention(RetentionPolicy.RUNTIME)
    @interface OnSale {

        String message() default "is not on sale";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};

        final class ForTexts implements ConstraintValidator<OnSale, CharSequence> {
            @Override
            public boolean isValid(@Nullable CharSequence value, ConstraintValidatorContext context) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate("none of " + value)
                        .addPropertyNode("name")
                        .addConstraintViolation();
                return value != null;
            }
        }

        final class ForNumbers implements ConstraintValidator<OnSale, Integer> {
            @Override
            public boolean isValid(@Nullable Integer value, ConstraintValidatorContext context) {
                return value == null || value > 0;
            }
        }
    }

    /** Is composed of others. */
    @NotNull @Size(max = 8) @Constraint(validatedBy = {})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Code {

        String message() default "is not a code";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Cannot be asked here: its validator takes a service. */
    @Constraint(validatedBy = {Stored.Validator.class})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Stored {

        String message() default "is not stored";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};

        record Validator(Map<String, String> service) implements ConstraintValidator<Stored, String> {
            @Override
            public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
                return service.containsKey(String.valueOf(value));
            }
        }
    }

    interface Drafts {}

    record Item(
            @OnSale String text,
            @OnSale @Nullable Integer number,
            @OnSale int primitive,
            @Code String code,
            @Stored @Nullable String stored,
            @OnSale(groups = Drafts.class) @Nullable String draft) {}

    static final class Bean {
        @HeaderParam("x-code")
        @Code
        String code = "";
    }

    @Path("/items")
    public static class Items {
        @GET
        public Item find(
                @QueryParam("text") @OnSale String text,
                @QueryParam("number") @OnSale Integer number,
                @QueryParam("code") @Code String code,
                @QueryParam("usual") @DefaultValue("plum") @OnSale String usual,
                @QueryParam("stored") @Stored String stored,
                @BeanParam Bean bean) {
            return new Item(text, number, 1, code, stored, null);
        }

        @POST
        public void add(Item item) {}

        @POST
        @Path("raw")
        public void raw(@OnSale String text) {}
    }

    private final JsonNode document = Described.swagger(Items.class);

    @Test
    void a_property_is_required_where_a_constraint_refuses_null() {
        assertThat(document.at("/definitions/Item/required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("text", "code");
        assertThat(document.at("/paths/~1items/post/parameters/0/required").asBoolean())
                .isTrue();
    }

    @Test
    void a_parameter_is_required_where_a_constraint_refuses_null_and_no_default_comes_first() {
        List<String> required = document.at("/paths/~1items/get/parameters").findParents("name").stream()
                .filter(parameter -> parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText())
                .toList();
        assertThat(required).containsExactlyInAnyOrder("text", "code", "x-code");
    }

    record Tags(String name, @Nullable List<String> tags, Nested nested) {
        Tags {
            Objects.requireNonNull(name, "name must be there");
            Objects.requireNonNull(nested);
            tags = tags == null ? List.of() : tags;
        }
    }

    record Nested(int from, int to) {
        Nested {
            if (from > to) {
                throw new IllegalArgumentException("from must not be above to");
            }
        }
    }

    record Plain(String text, boolean flag) {}

    @Path("/refused")
    static class Refused {
        @POST
        public void tags(Tags tags) {}

        @POST
        @Path("lists")
        public void lists(List<Plain> list) {}

        @GET
        public Plain plain() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_property_is_required_where_a_constructor_refuses_null() {
        JsonNode refused = Described.swagger(Refused.class);
        assertThat(refused.at("/definitions/Tags/required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("name", "nested");
        assertThat(refused.at("/definitions/Nested").has("required")).isFalse();
        assertThat(refused.at("/paths/~1refused/post/parameters/0/required").asBoolean())
                .isTrue();
        assertThat(refused.at("/definitions/Plain").has("required")).isFalse();
    }

    @Test
    void a_property_is_required_where_the_mapper_refuses_to_leave_it_out() {
        for (DeserializationFeature feature : List.of(
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)) {
            JsonNode strict = ConnectorDocument.of(ConnectorDescription.builder()
                            .resources(Refused.class)
                            .objectMapper(new ObjectMapper().enable(feature))
                            .build())
                    .swagger(Profile.DESIGNER, URI.create("https://example.com/"));
            assertThat(strict.at("/definitions/Plain/required"))
                    .as(feature.name())
                    .extracting(JsonNode::asText)
                    .contains(feature == DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES ? "text" : "flag");
        }
    }

    @Test
    void a_body_is_required_where_a_constraint_refuses_null() {
        assertThat(document.at("/paths/~1items~1raw/post/parameters/0/required").asBoolean())
                .isTrue();
    }
}
