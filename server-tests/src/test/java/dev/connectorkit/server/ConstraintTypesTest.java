package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.validation.executable.ExecutableType;
import jakarta.validation.executable.ValidateOnExecution;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Constraints that have no validator for their type fail the start, and not each request. */
class ConstraintTypesTest {

    public record Note(
            Optional<@Size(max = 3) String> text,
            @Size(max = 3) Optional<String> title) {}

    public record Line(@NotBlank int amount) {}

    public record Order(
            @Valid List<Line> lines,
            List<@Email Integer> mails,
            @Valid Map<String, Note> notes) {}

    /** Is not validated by any method. */
    public record Free(@Size(max = 3) Optional<String> text) {}

    public record Holder(@NotNull Free free) {}

    public static class Filter {
        @QueryParam("since")
        @Future @Nullable String since;
    }

    @Path("wrong")
    @Consumes("application/json")
    @Produces("application/json")
    public static class Wrong {

        @GET
        public List<String> find(
                @QueryParam("name") @Size(max = 3) Optional<String> name,
                @QueryParam("top") @Pattern(regexp = "1+") int top,
                @BeanParam @Valid Filter filter) {
            return List.of();
        }

        @POST
        public void add(@Valid Order order) {}

        @PUT
        public @Size(max = 3) Holder put(@Valid Holder holder) {
            return holder;
        }
    }

    @Test
    void they_are_named_with_their_place_and_advice_all_at_once() {
        assertThatThrownBy(() -> TestServer.with(new Wrong()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Wrong.find (parameter 'name') has @Size, which has no validator for Optional;"
                        + " annotate the type within, as in Optional<@Size String>")
                .hasMessageContaining(
                        "Wrong.find (parameter 'top') has @Pattern, which has no validator for int; remove"
                                + " it, or give the constraint a validator for int")
                .hasMessageContaining("Filter.since has @Future, which has no validator for String")
                .hasMessageContaining("Line.amount has @NotBlank, which has no validator for int")
                .hasMessageContaining("Order.mails has @Email, which has no validator for Integer")
                .hasMessageContaining("Note.title has @Size, which has no validator for Optional")
                .hasMessageContaining("Wrong.put (result) has @Size, which has no validator for Holder")
                .hasMessageNotContaining("Note.text")
                .hasMessageNotContaining("Free.text");
    }

    @Constraint(validatedBy = EvenValidator.class)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Even {
        String message() default "must be even";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static class EvenValidator implements ConstraintValidator<Even, Number> {
        @Override
        public boolean isValid(@Nullable Number number, ConstraintValidatorContext context) {
            return number == null || number.intValue() % 2 == 0;
        }
    }

    @Min(1) @Even @Constraint(validatedBy = {})
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Pairs {
        String message() default "must be pairs";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public interface OtherGroup {}

    public record Part<T>(@Valid @Nullable T value, @Pairs int pairs) {}

    public record Fine(
            @Size(max = 3) int @Nullable [] numbers,
            @Size(max = 3) @Nullable Set<@NotBlank String> words,
            @Size(max = 3) @Nullable Map<String, @Positive Integer> counts,
            @NotNull Optional<@Future Instant> at,
            @Size(groups = OtherGroup.class) @Nullable Instant never,
            @Even @Max(8) OptionalInt even,
            @Valid @Nullable List<@Valid Part<Fine>> parts) {}

    @Path("right")
    @Consumes("application/json")
    @Produces("application/json")
    public static class Composed {

        @POST
        @NotNull public Fine fine(@Valid @NotNull Fine fine, @QueryParam("n") Optional<@Max(3) Integer> n) {
            return fine;
        }
    }

    public static class Names extends HashMap<String, Part<String>> {
        private static final long serialVersionUID = 1;
    }

    public static class Parts extends ArrayList<Part<String>> {
        private static final long serialVersionUID = 1;
    }

    /** Has a field and a getter of different types, with constraints on both. */
    public static class Region {

        @Size(max = 3) private @Nullable String region;

        @NotNull public Optional<@NotBlank String> getRegion() {
            return Optional.ofNullable(region);
        }

        public void setRegion(@Nullable String region) {
            this.region = region;
        }
    }

    public record Loose(
            @Valid @Nullable JsonNode any,
            @SuppressWarnings("rawtypes") @Valid @Nullable List raw,
            @Valid @Nullable Names names,
            @Valid @Nullable Parts parts,
            @Valid @Nullable Region region) {}

    @Path("loose")
    @Consumes("application/json")
    @Produces("application/json")
    public static class LooseTypes {

        @POST
        public @Valid JsonNode add(@Valid Loose loose) {
            return TextNode.valueOf("added");
        }

        @PUT
        @ValidateOnExecution(type = ExecutableType.NONE)
        public void put(@Size(max = 3) Instant never) {}
    }

    @Test
    void types_without_a_known_element_and_members_of_different_types_start() {
        try (TestServer server = TestServer.with(new LooseTypes())) {
            var request = server.request().contentType("application/json");
            request.body(
                            "{\"any\":{\"a\":1},\"raw\":[1],\"names\":{\"n\":{\"pairs\":2}},\"region\":{\"region\":\"abc\"}}")
                    .post("/loose")
                    .then()
                    .statusCode(200);
            request.body("{\"region\":{\"region\":\"abcd\"}}")
                    .post("/loose")
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("region.region"));
            request.body("{\"names\":{\"n\":{\"pairs\":3}}}")
                    .post("/loose")
                    .then()
                    .statusCode(400);
        }
    }

    public record Odd(@Pairs @Nullable String text) {}

    @Path("odd")
    @Consumes("application/json")
    public static class Compositions {

        @POST
        public void odd(@Valid Odd odd) {}
    }

    @Test
    void constraints_with_validators_start_and_are_applied() {
        try (TestServer server = TestServer.with(new Composed())) {
            var request = server.request().contentType("application/json");
            request.body("{\"numbers\":[1],\"words\":[\"a\"],\"even\":2,\"parts\":[{\"pairs\":2}]}")
                    .post("/right?n=3")
                    .then()
                    .statusCode(200);
            request.body("{\"even\":3}").post("/right").then().statusCode(400);
            request.body("{\"parts\":[{\"pairs\":3}]}").post("/right").then().statusCode(400);
        }
    }

    @Test
    void the_parts_of_a_composed_constraint_need_validators() {
        assertThatThrownBy(() -> TestServer.with(new Compositions()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Odd.text has @Pairs, which has no validator for String");
    }

    /** Takes no filter itself. */
    @Path("plain")
    @Produces("text/plain")
    public static class Plain {

        @GET
        public String get() {
            return "";
        }
    }

    @Test
    void the_filter_of_an_event_needs_validators() {
        Callbacks<Free, String> event =
                Callbacks.named("freed", Free.class, String.class).build();
        assertThatThrownBy(() -> TestServer.with(builder -> builder.callbacks(event), new Plain()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Free.text has @Size, which has no validator for Optional");
    }
}
