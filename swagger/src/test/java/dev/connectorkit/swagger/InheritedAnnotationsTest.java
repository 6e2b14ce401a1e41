package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.DynamicValues;
import dev.connectorkit.annotations.OperationTraits;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Annotations on an interface or a superclass count as if they stood on the class, as JAX-RS has it. */
class InheritedAnnotationsTest {

    record Order(String id) {}

    @Path("/orders")
    interface OrderApi {
        @GET
        @Path("new")
        @PollTrigger(summary = "When an order is placed")
        Found<Order> placed(@TriggerState Optional<Long> since);

        @GET
        @Path("{shop}")
        @Operation(operationId = "ListOrders", summary = "List orders")
        @OperationTraits(noGenericTest = true)
        List<Order> list(
                @PathParam("shop") @Summary("Shop") String shop,
                @QueryParam("state") @Visibility(Visibility.Level.ADVANCED) String state);
    }

    static class Orders implements OrderApi {
        @Override
        public Found<Order> placed(Optional<Long> since) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Order> list(String shop, String state) {
            throw new UnsupportedOperationException();
        }
    }

    interface Creates<T> {
        @POST
        @OperationTraits(confirm = true)
        void create(T item);
    }

    @Path("/base")
    abstract static class Base {
        @GET
        @Path("found")
        @PollTrigger(summary = "When found")
        public abstract Found<Order> found(@TriggerState Optional<Long> since);
    }

    static class Derived extends Base implements Creates<Order> {
        @Override
        public Found<Order> found(Optional<Long> since) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void create(Order item) {}
    }

    static class Broken implements OrderApi {
        @Override
        @POST
        public Found<Order> placed(Optional<Long> since) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Order> list(String shop, String state) {
            throw new UnsupportedOperationException();
        }
    }

    interface NoState {
        @GET
        @Path("/stateless")
        @PollTrigger(summary = "When there is no state")
        Found<Order> poll();
    }

    @Path("/")
    static class Stateless implements NoState {
        @Override
        public Found<Order> poll() {
            throw new UnsupportedOperationException();
        }
    }

    private static JsonNode document(Class<?>... resources) {
        return ConnectorDocument.of(
                        ConnectorDescription.builder().resources(resources).build())
                .swagger(Profile.DESIGNER, URI.create("https://example.com/"));
    }

    @Test
    void an_interface_describes_the_class_that_implements_it() {
        JsonNode paths = document(Orders.class).path("paths");
        assertThat(paths.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("/orders/new", "/orders/{shop}");
        JsonNode trigger = paths.at("/~1orders~1new/get");
        assertThat(trigger.path("x-ms-trigger").asText()).isEqualTo("single");
        assertThat(trigger.path("responses").has("202")).isTrue();
        assertThat(trigger.at("/parameters/0/name").asText()).isEqualTo("triggerState");
        JsonNode list = paths.at("/~1orders~1{shop}/get");
        assertThat(list.path("operationId").asText()).isEqualTo("ListOrders");
        assertThat(list.path("x-ms-no-generic-test").asBoolean()).isTrue();
        assertThat(list.at("/parameters/0/x-ms-summary").asText()).isEqualTo("Shop");
        assertThat(list.at("/parameters/1/x-ms-visibility").asText()).isEqualTo("advanced");
    }

    @Test
    void a_superclass_and_a_generic_interface_describe_a_class_too() {
        JsonNode paths = document(Derived.class).path("paths");
        assertThat(paths.at("/~1base~1found/get/x-ms-trigger").asText()).isEqualTo("single");
        JsonNode create = paths.at("/~1base/post");
        assertThat(create.path("x-ms-require-user-confirmation").asBoolean()).isTrue();
        assertThat(create.at("/parameters/0/schema/$ref").asText()).isEqualTo("#/definitions/Order");
    }

    /** JAX-RS gives such a method no inherited path, and swagger-core would write one. */
    @Test
    void a_method_with_an_annotation_of_its_own_must_repeat_the_path() {
        assertThat(catchThrowableOfType(InvalidConnectorException.class, () -> document(Broken.class))
                        .problems())
                .anySatisfy(
                        problem -> assertThat(problem)
                                .startsWith(
                                        "Broken.placed answers POST /orders, and a document cannot have that; repeat the @Path"));
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @HttpMethod("LOCK")
    @interface LOCK {}

    @Path("/locks")
    static class Locks {
        @LOCK
        public String lock() {
            throw new UnsupportedOperationException();
        }

        @LOCK
        @Path("hidden")
        @Hidden
        public String hidden() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_method_that_a_document_cannot_have_is_refused_unless_it_is_hidden() {
        assertThat(catchThrowableOfType(InvalidConnectorException.class, () -> document(Locks.class))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("Locks.lock answers LOCK /locks, and a document cannot have that");
    }

    @Test
    void inherited_triggers_are_checked() {
        InvalidConnectorException refused =
                catchThrowableOfType(InvalidConnectorException.class, () -> document(Stateless.class));
        assertThat(refused.problems())
                .containsExactly(
                        "Stateless.poll is a @PollTrigger with no @TriggerState parameters; give it exactly one");
    }

    @Path("/beers")
    static class Beers {
        @GET
        @Operation(operationId = "ListBeers")
        public List<Order> list() {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/shops")
    static class Shops {
        @GET
        @Operation(operationId = "ListShops")
        public List<Order> list() {
            throw new UnsupportedOperationException();
        }
    }

    @Path("/ask")
    static class Ambiguous {
        @GET
        public String ask(@QueryParam("a") @DynamicValues(operation = "list", value = "id") String a) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_method_name_that_two_classes_have_is_refused_with_both_candidates() {
        assertThat(catchThrowableOfType(
                                InvalidConnectorException.class,
                                () -> document(Ambiguous.class, Shops.class, Beers.class))
                        .problems())
                .allSatisfy(problem -> assertThat(problem)
                        .contains("list may be Beers.list (ListBeers) or Shops.list (ListShops)")
                        .contains("an operation id"));
    }

    @Test
    void a_class_that_is_named_twice_is_described_once() {
        assertThat(document(Beers.class, Beers.class).path("paths")).hasSize(1);
    }
}
