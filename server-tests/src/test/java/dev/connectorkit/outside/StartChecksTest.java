package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in the wiring of a connector, which fail its start. */
class StartChecksTest {

    private @Nullable ConnectorServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private ConnectorServer start(Consumer<ConnectorServer.Builder> options) {
        ConnectorServer.Builder builder = ConnectorServer.builder().host("localhost");
        options.accept(builder);
        ConnectorServer started = builder.start();
        server = started;
        return started;
    }

    /** A dependency. */
    public record Stock(int pieces) {}

    /** A payload. */
    public record Line(String articleName) {}

    /** Takes dependencies in every way. */
    @Path("needy")
    public static class Needy {

        private final Stock stock;

        @Inject
        private @Nullable Provider<Line> line;

        @Inject
        private @Nullable AsyncAction<Line, Line> pack;

        @Context
        private @Nullable UriInfo uri;

        /** Its second parameter is Jersey's. */
        @Inject
        public Needy(
                Stock stock, @Context UriInfo uri, @Named("sold") Callbacks<Line, Line> sold, Optional<Line> maybe) {
            this.stock = stock;
        }

        /** Sets nothing. */
        @Inject
        public void setList(List<String> list) {}

        @GET
        @Operation(operationId = "Needs", summary = "Needs")
        public Line pieces() {
            return new Line(stock.pieces() + " pieces");
        }
    }

    @Test
    void dependencies_that_nothing_provides_fail_the_start_with_class_place_and_advice() {
        assertThatThrownBy(() -> start(builder -> builder.register(Needy.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Needy: parameter 1 of its constructor needs Stock, which nothing provides")
                .hasMessageContaining("add .bind(Stock.class, ...) to the builder")
                .hasMessageContaining("Needy: parameter 3 of its constructor needs Callbacks<Line, Line>")
                .hasMessageContaining("add .callbacks(...) with the event to the builder")
                .hasMessageContaining("Needy.pack needs AsyncAction<Line, Line>")
                .hasMessageContaining("Needy.setList: parameter 1 needs List<String>");
    }

    /** A filter with a dependency in its constructor. */
    public static final class NeedyFilter implements ContainerRequestFilter {

        /** Sets nothing. */
        @Inject
        public NeedyFilter(Stock stock) {}

        @Override
        public void filter(ContainerRequestContext request) {}
    }

    /** A filter of answers with one in a field. */
    public static final class NeedyAnswers implements ContainerResponseFilter {

        @Inject
        private @Nullable Stock stock;

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {}
    }

    /** An exception mapper with one in a method. */
    public static final class NeedyMapper implements ExceptionMapper<ArithmeticException> {

        /** Sets nothing. */
        @Inject
        public void setSold(Callbacks<Line, Line> sold) {}

        @Override
        public Response toResponse(ArithmeticException thrown) {
            return Response.status(422).build();
        }
    }

    /** A resource that asks for its dependency later. */
    @Path("late")
    public static final class Late {

        @Inject
        private @Nullable Provider<Stock> stock;

        @Context
        private @Nullable Line line;

        @GET
        @Operation(operationId = "Late", summary = "Late")
        public Line line() {
            return new Line("screw");
        }
    }

    @Test
    void so_do_those_of_a_context_and_a_provider_may_have_nothing() {
        assertThatThrownBy(() -> start(builder -> builder.register(Late.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Late.line needs Line, which nothing provides; add .bind(Line.class")
                .hasMessageNotContaining("Stock");
        ConnectorServer started =
                start(builder -> builder.bind(Line.class, new Line("nut")).register(Late.class));
        given().get(started.url() + "late").then().statusCode(200).body("articleName", equalTo("screw"));
    }

    @Test
    void an_object_is_bound_once_and_not_null() {
        assertThatThrownBy(() -> start(builder -> builder.bind(Stock.class, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Stock");
        assertThatThrownBy(() ->
                        start(builder -> builder.bind(Stock.class, new Stock(1)).bind(Stock.class, new Stock(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Stock has an object already");
    }

    /** A feature with a provider of a dependency. */
    public static final class NeedyFeature implements DynamicFeature {

        @Inject
        private @Nullable List<Stock> stocks;

        @Override
        public void configure(ResourceInfo method, FeatureContext context) {}
    }

    /** Registers a filter for each method. */
    public static final class Registering implements DynamicFeature {

        @Override
        public void configure(ResourceInfo method, FeatureContext context) {
            context.register(NeedyFilter.class);
        }
    }

    static Stream<Arguments> needy() {
        return Stream.of(
                Arguments.of(
                        NeedyFilter.class,
                        "NeedyFilter: parameter 1 of its constructor needs Stock, which nothing provides; add .bind(Stock.class"),
                Arguments.of(Registering.class, "NeedyFilter: parameter 1 of its constructor needs Stock"),
                Arguments.of(NeedyAnswers.class, "NeedyAnswers.stock needs Stock, which nothing provides; add .bind("),
                Arguments.of(NeedyMapper.class, "NeedyMapper.setSold: parameter 1 needs Callbacks<Line, Line>"),
                Arguments.of(NeedyFeature.class, "NeedyFeature.stocks needs List<Stock>, which nothing provides"));
    }

    @ParameterizedTest
    @MethodSource("needy")
    void so_do_those_of_filters_mappers_and_features(Class<?> component, String problem) {
        assertThatThrownBy(() -> start(builder -> builder.register(component).register(Needless.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("SystemInjecteeImpl");
    }

    /** A resource that needs nothing. */
    @Path("lines")
    public static final class Needless {

        @GET
        @Operation(operationId = "Needless", summary = "Lines")
        public Line line() {
            return new Line("screw");
        }
    }

    @Test
    void dependencies_of_binders_and_of_the_builder_are_found() {
        Callbacks<Line, Line> sold =
                Callbacks.named("sold", Line.class, Line.class).build();
        AsyncAction<Line, Line> pack = AsyncAction.named("pack", Line.class, Line.class)
                .work((line, progress) -> line)
                .build();
        ConnectorServer started = start(builder -> builder.bind(Stock.class, new Stock(7))
                .callbacks(sold)
                .actions(pack)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(List.of("a")).to(new GenericType<List<String>>() {}.getType());
                    }
                })
                .register(Needy.class));
        given().get(started.url() + "needy").then().statusCode(200).body("articleName", equalTo("7 pieces"));
    }

    /** Has a constructor that Jersey does not know how to call. */
    @Path("unmarked")
    public static class Unmarked {

        public Unmarked(Stock stock) {}

        @GET
        @Operation(operationId = "Unmarked", summary = "Never called")
        public String never() {
            return "";
        }
    }

    @Test
    void a_constructor_with_parameters_needs_an_annotation() {
        assertThatThrownBy(() ->
                        start(builder -> builder.bind(Stock.class, new Stock(1)).register(Unmarked.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Unmarked cannot be created")
                .hasMessageContaining("@Inject");
    }

    /** A mapper beside the connector's. */
    public static final class OwnMapper implements ContextResolver<JsonMapper> {
        @Override
        public JsonMapper getContext(Class<?> type) {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();
        }
    }

    /** Returns what it was given. */
    public static final class GivenMapper implements ContextResolver<ObjectMapper> {

        private final ObjectMapper mapper;

        GivenMapper(ObjectMapper mapper) {
            this.mapper = mapper;
        }

        @Override
        public ObjectMapper getContext(Class<?> type) {
            return mapper;
        }
    }

    /** Returns a line. */
    @Path("lines")
    public static final class Lines {

        @GET
        @Operation(operationId = "GetLine", summary = "Get a line")
        public Line line() {
            return new Line("plum");
        }
    }

    @Test
    void a_mapper_beside_the_connectors_is_refused_with_advice() {
        for (Object own : List.of(new OwnMapper(), OwnMapper.class, new GivenMapper(new ObjectMapper()))) {
            assertThatThrownBy(() -> start(builder -> {
                        builder.register(new Lines());
                        if (own instanceof Class<?> type) {
                            builder.register(type);
                        } else {
                            builder.register(own);
                        }
                    }))
                    .isInstanceOf(InvalidConnectorException.class)
                    .hasMessageContaining("is a ContextResolver of a mapper of its own")
                    .hasMessageContaining("set the mapper with objectMapper(...) of the builder");
        }
    }

    @Test
    void a_resolver_of_the_connectors_own_mapper_changes_nothing_and_is_accepted() {
        ObjectMapper mapper = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        ConnectorServer started = start(builder ->
                builder.objectMapper(mapper).register(new GivenMapper(mapper)).register(new Lines()));
        given().get(started.url() + "lines").then().body("article_name", equalTo("plum"));
    }

    /** Has a path and no class that could serve it. */
    @Path("abstract")
    public abstract static class Abstract {

        @GET
        @Operation(operationId = "Abstract", summary = "Never called")
        public String never() {
            return "";
        }
    }

    /** Has a path and no class that could serve it. */
    @Path("contract")
    public interface Contract {

        @GET
        @Operation(operationId = "GetByContract", summary = "Get by contract")
        String get();
    }

    /** Serves the contract. */
    public static final class Contracted implements Contract {
        @Override
        public String get() {
            return "got";
        }
    }

    /** Needs an instance of the test. */
    @Path("inner")
    public class Inner {

        @GET
        @Operation(operationId = "Inner", summary = "Never called")
        public String never() {
            return "";
        }
    }

    /** Has methods that no request reaches. */
    @Path("closed")
    public static class Closed {

        @GET
        @Operation(operationId = "GetOpen", summary = "Get what is open")
        public String open() {
            return "";
        }

        @GET
        @Path("more")
        @Operation(operationId = "GetClosed", summary = "Never called")
        String closed() {
            return "";
        }
    }

    /** Publishes an event from a static field. */
    @Path("statically")
    public static final class Statically {

        private static final Callbacks<Line, Line> SOLD =
                Callbacks.named("sold-statically", Line.class, Line.class).build();

        @GET
        @Operation(operationId = "Sell", summary = "Sell")
        public String sell() {
            SOLD.publish(new Line("plum"));
            return "sold";
        }
    }

    @Test
    void classes_that_cannot_be_created_and_methods_that_cannot_be_called_fail_the_start() {
        assertThatThrownBy(
                        () -> start(builder -> builder.register(Abstract.class).register(Contract.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Abstract is abstract, so Jersey cannot create it; register a class")
                .hasMessageContaining("Contract is an interface, so Jersey cannot create it; register a class");
        assertThatThrownBy(() -> start(builder ->
                        builder.register(Inner.class).register(Closed.class).register(Statically.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Inner is an inner class; make it static, or register an instance")
                .hasMessageContaining("Closed.closed has @GET and is never called, because it is not public")
                .hasMessageContaining("Statically.SOLD holds the event 'sold-statically', which is not registered");
    }

    @Test
    void a_class_that_inherits_its_path_and_an_instance_of_an_inner_class_are_accepted() {
        ConnectorServer started =
                start(builder -> builder.register(Contracted.class).register(new Inner()));
        given().get(started.url() + "contract").then().statusCode(200).body(equalTo("got"));
        given().get(started.url() + "inner").then().statusCode(200);
    }
}
