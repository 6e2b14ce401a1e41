package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler that Jersey cannot call fails the start, and each that starts answers. */
class UncallableHandlersTest {

    public record Order(long id) {}

    @Produces("application/json")
    static class HiddenBase {
        @GET
        @Path("poll")
        @PollTrigger(summary = "When it happens")
        public Poll<Order> poll(@TriggerState Optional<Long> since) {
            return Poll.nothing(since.orElse(1L));
        }
    }

    @Path("/bridged")
    public static class Bridged extends HiddenBase {}

    @Path("/inherited")
    static class Inherited extends HiddenBase {}

    abstract static class HiddenGeneric<T> {
        abstract T value();

        @GET
        @Path("value")
        public T get() {
            return value();
        }
    }

    @Path("/generic")
    @Produces("text/plain")
    public static class OfGeneric extends HiddenGeneric<String> {
        @Override
        String value() {
            return "value";
        }
    }

    @Path("/hidden")
    @Produces("text/plain")
    static class Hidden {
        @GET
        public String list() {
            return "listed";
        }
    }

    @Path("/private")
    @Produces("text/plain")
    private static final class Private {
        @GET
        public String list() {
            return "listed";
        }
    }

    interface HiddenDefault {
        @GET
        @Path("default")
        default String list() {
            return "listed";
        }
    }

    @Path("/defaults")
    @Produces("text/plain")
    public static class OfDefault implements HiddenDefault {}

    public static class Located extends HiddenBase {}

    @Path("/located")
    public static class Locating {
        @Path("sub")
        public Located located() {
            return new Located();
        }
    }

    static class HiddenLocator {
        @Path("sub")
        public Listing located() {
            return new Listing();
        }
    }

    @Path("/locator")
    public static class OfLocator extends HiddenLocator {}

    @Produces("text/plain")
    public static class Listing {
        @GET
        public String list() {
            return "listed";
        }
    }

    @Path("/methods")
    @Produces("text/plain")
    public static class HiddenMethods {
        @GET
        public String list() {
            return "listed";
        }

        @GET
        @Path("package")
        String ofPackage() {
            return "never";
        }
    }

    public static class ProtectedMethods {
        @Path("sub")
        protected Listing located() {
            return new Listing();
        }
    }

    @Path("/protected")
    public static class OfProtected extends ProtectedMethods {
        @GET
        public String list() {
            return "listed";
        }
    }

    @Path("/abstract")
    @Produces("text/plain")
    public abstract static class Abstract {
        @GET
        public String list() {
            return "listed";
        }
    }

    static Stream<Arguments> uncallable() {
        return Stream.of(
                Arguments.of(
                        new Bridged(), "Bridged.poll cannot be called, because it is inherited from HiddenBase, which"),
                Arguments.of(
                        new Inherited(), "Inherited.poll cannot be called, because it is inherited from HiddenBase"),
                Arguments.of(
                        new OfGeneric(), "OfGeneric.get cannot be called, because it is inherited from HiddenGeneric"),
                Arguments.of(
                        new Hidden(),
                        "Hidden.list cannot be called, because Hidden is not public; make the class public"),
                Arguments.of(new Private(), "Private.list cannot be called, because Private is not public"),
                Arguments.of(
                        new OfDefault(),
                        "OfDefault.list cannot be called, because it is inherited from HiddenDefault, which is not public;"
                                + " make HiddenDefault public, or override the method in OfDefault"),
                Arguments.of(new Locating(), "Located.poll cannot be called, because it is inherited from HiddenBase"),
                Arguments.of(
                        new OfLocator(),
                        "OfLocator.located cannot be called, because it is inherited from HiddenLocator"),
                Arguments.of(
                        new HiddenMethods(),
                        "HiddenMethods.ofPackage has @GET and is never called, because it is not public; make it public"),
                Arguments.of(
                        new OfProtected(),
                        "OfProtected.located has @Path and is never called, because it is not public; make it public"),
                Arguments.of(
                        Abstract.class,
                        "Abstract is abstract, so Jersey cannot create it; register a class that implements it, or an"
                                + " instance"));
    }

    @ParameterizedTest
    @MethodSource("uncallable")
    void a_handler_that_cannot_be_called_fails_the_start_with_class_method_and_advice(
            Object component, String problem) {
        InvalidConnectorException refused = catchThrowableOfType(
                InvalidConnectorException.class,
                () -> TestServer.with(component).close());
        assertThat(refused).as(problem).isNotNull();
        assertThat(refused.problems()).anySatisfy(each -> assertThat(each).startsWith(problem));
    }

    interface HiddenApi<T> {
        @GET
        @Path("api")
        T list();
    }

    @Path("/implemented")
    @Produces("text/plain")
    public static class Implemented implements HiddenApi<String> {
        @Override
        public String list() {
            return "listed";
        }
    }

    @Path("/overridden")
    @Produces("application/json")
    public static class Overridden extends HiddenBase {
        @Override
        public Poll<Order> poll(Optional<Long> since) {
            return super.poll(since);
        }
    }

    @Path("/extended")
    @Produces("text/plain")
    protected static class Extended extends Abstract {
        @GET
        @Path("static")
        public static String constant() {
            return "listed";
        }
    }

    @Test
    void handlers_of_public_classes_answer_wherever_their_annotations_stand() throws Exception {
        for (Object component : List.of(new Implemented(), new Overridden(), new Extended(), new Anonymous().make())) {
            try (TestServer server = TestServer.with(component)) {
                JsonNode paths = new ObjectMapper()
                        .readTree(server.get("/swagger.json").asString())
                        .path("paths");
                assertThat(paths).as(component.getClass().getSimpleName()).isNotEmpty();
                paths.fieldNames()
                        .forEachRemaining(path -> assertThat(server.get(path).statusCode())
                                .as(path)
                                .isIn(200, 202));
            }
        }
    }

    /** A proxy is a subclass that is not public, as frameworks make them. */
    static class Anonymous {
        Object make() {
            return new Abstract() {};
        }
    }
}
