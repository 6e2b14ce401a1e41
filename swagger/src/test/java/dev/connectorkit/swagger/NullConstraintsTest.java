package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
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

    @Test
    void a_body_is_required_where_a_constraint_refuses_null() {
        assertThat(document.at("/paths/~1items~1raw/post/parameters/0/required").asBoolean())
                .isTrue();
    }
}
