package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
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
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.Inet4Address;
import java.time.chrono.JapaneseDate;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
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

    /** A contract that says nothing of its implementations. */
    public interface Shape {
        /** Returns a size. */
        int size();
    }

    /** Has no constructor for Jackson. */
    public static final class Closet {

        private final int doors;

        private Closet(int doors, int drawers) {
            this.doors = doors + drawers;
        }

        /** Returns the number of doors. */
        public int doors() {
            return doors;
        }

        /** Returns a closet. */
        public static Closet with(int doors) {
            return new Closet(doors, 0);
        }
    }

    /** Has a property that cannot be created. */
    public record Room(String name, List<Shape> shapes) {}

    /** Takes bodies that Jackson cannot create. */
    @Path("uncreatable")
    public static final class Uncreatable {

        @POST
        @Path("address")
        public String address(Inet4Address address) {
            return "";
        }

        @POST
        @Path("entry")
        public String entry(AbstractMap.SimpleEntry<String, String> entry) {
            return "";
        }

        @POST
        @Path("date")
        public String date(JapaneseDate date) {
            return "";
        }

        @POST
        @Path("shape")
        public String shape(Shape shape) {
            return "";
        }

        @POST
        @Path("shapes")
        public String shapes(@Valid List<Shape> shapes) {
            return "";
        }

        @POST
        @Path("closet")
        @Consumes("application/json")
        public String closet(Optional<Closet> closet) {
            return "";
        }

        @POST
        @Path("room")
        public String room(Room room) {
            return "";
        }

        @Path("behind")
        public Behind behind() {
            return new Behind();
        }
    }

    /** Stands behind a locator. */
    public static final class Behind {

        @PUT
        public String put(Closet[] closets) {
            return "";
        }
    }

    @Test
    void bodies_that_jackson_cannot_create_fail_the_start_with_class_method_parameter_and_advice() {
        for (Object resource : List.of(Uncreatable.class, new Uncreatable())) {
            assertThatThrownBy(() -> start(builder -> register(builder, resource)))
                    .isInstanceOf(InvalidConnectorException.class)
                    .hasMessageContaining("Uncreatable.address (parameter 'address') takes Inet4Address, for which"
                            + " Jackson has no deserializer; take a class or a record")
                    .hasMessageContaining("Uncreatable.entry (parameter 'entry') takes SimpleEntry")
                    .hasMessageContaining("Uncreatable.date (parameter 'date') takes JapaneseDate")
                    .hasMessageContaining(
                            "Uncreatable.shape (parameter 'shape') takes Shape, and Shape is an interface")
                    .hasMessageContaining(
                            "Uncreatable.shapes (parameter 'shapes') takes List, and Shape is an interface")
                    .hasMessageContaining("Uncreatable.closet (parameter 'closet') takes Optional, and Closet has no")
                    .hasMessageContaining("Uncreatable.room (parameter 'room') takes Room with the property 'shapes' of"
                            + " Room, and Shape is an interface")
                    .hasMessageContaining("Behind.put (parameter 'closets') takes Closet[], and Closet has no");
        }
    }

    private static void register(ConnectorServer.Builder builder, Object component) {
        if (component instanceof Class<?> type) {
            builder.register(type);
        } else {
            builder.register(component);
        }
    }

    /** Reads shapes from text. */
    @Consumes("text/csv")
    public static final class ShapeReader implements MessageBodyReader<Shape> {

        @Override
        public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
            return type == Shape.class;
        }

        @Override
        public Shape readFrom(
                Class<Shape> type,
                Type generic,
                Annotation[] annotations,
                MediaType media,
                MultivaluedMap<String, String> headers,
                InputStream body)
                throws IOException {
            int size = body.readAllBytes().length;
            return () -> size;
        }
    }

    /** A shape that says what it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    public interface Figure {}

    /** A figure. */
    public record Circle(int radius) implements Figure {}

    /** Has properties of which Jackson creates none. */
    public static final class Measured {

        /** The size. */
        public int size;

        /** Returns what is only written. */
        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public Shape getShape() {
            return () -> size;
        }
    }

    /** Takes bodies that are read. */
    @Path("creatable")
    public static final class Creatable {

        @POST
        @Path("node")
        public String node(JsonNode body) {
            return body.toString();
        }

        @POST
        @Path("map")
        public String map(Map<String, Object> body) {
            return body.toString();
        }

        @POST
        @Path("any")
        public String any(Object body) {
            return body.toString();
        }

        @POST
        @Path("stream")
        public String stream(InputStream body) {
            return "";
        }

        @POST
        @Path("bytes")
        public String bytes(byte[] body) {
            return "" + body.length;
        }

        @POST
        @Path("text")
        public String text(String body) {
            return body;
        }

        @POST
        @Path("file")
        public String file(File body) {
            return "";
        }

        @POST
        @Path("part")
        @Consumes("multipart/form-data")
        public String part(@FormParam("part") EntityPart part) {
            return "";
        }

        @POST
        @Path("shape")
        public String shape(Shape body) {
            return "" + body.size();
        }

        @POST
        @Path("csv")
        @Consumes("text/csv")
        public String csv(Shape body) {
            return "" + body.size();
        }

        @POST
        @Path("figure")
        public String figure(List<Figure> body) {
            return "" + body.size();
        }

        @POST
        @Path("measured")
        public String measured(Optional<Measured> body) {
            return "" + body.orElseThrow().size;
        }
    }

    @Test
    void bodies_that_jackson_or_another_reader_creates_are_accepted() {
        ConnectorServer started =
                start(builder -> builder.register(ShapeReader.class).register(Creatable.class));
        String url = started.url() + "creatable/";
        given().contentType("text/csv")
                .body("a,b")
                .post(url + "csv")
                .then()
                .statusCode(200)
                .body(equalTo("3"));
        given().contentType("text/csv")
                .body("a,b")
                .post(url + "shape")
                .then()
                .statusCode(200)
                .body(equalTo("3"));
        given().contentType("application/json")
                .body("[{\"kind\":\"circle\",\"radius\":1}]")
                .post(url + "figure")
                .then()
                .statusCode(200)
                .body(equalTo("1"));
        given().contentType("application/json")
                .body("{\"size\":4}")
                .post(url + "measured")
                .then()
                .statusCode(200)
                .body(equalTo("4"));
    }

    /** Takes contexts that nothing provides, in a method and a locator. */
    @Path("contexts")
    public static final class Contexts {

        @GET
        @Operation(operationId = "Contexts", summary = "Contexts")
        public Line line(@Context UriInfo uri, @Context Line line) {
            return line;
        }

        @Path("more/{id}")
        public More more(@PathParam("id") String id, @Context Shape shape) {
            return new More();
        }
    }

    /** Stands behind a locator. */
    public static final class More {

        @GET
        @Operation(operationId = "More", summary = "More")
        public Line line(@Context Stock stock) {
            return new Line("plum");
        }
    }

    @Test
    void contexts_of_methods_that_nothing_provides_fail_the_start() {
        for (Object resource : List.of(Contexts.class, new Contexts())) {
            assertThatThrownBy(() -> start(builder -> register(builder, resource)))
                    .isInstanceOf(InvalidConnectorException.class)
                    .hasMessageContaining(
                            "Contexts.line: parameter 2 needs Line, which nothing provides; add .bind(Line")
                    .hasMessageContaining("Contexts.more: parameter 2 needs Shape, which nothing provides")
                    .hasMessageContaining("More.line: parameter 1 needs Stock, which nothing provides");
        }
        ConnectorServer started = start(builder -> builder.bind(Line.class, new Line("nut"))
                .bind(Stock.class, new Stock(1))
                .bind(Shape.class, () -> 1)
                .register(Contexts.class));
        given().get(started.url() + "contexts").then().statusCode(200).body("articleName", equalTo("nut"));
        given().get(started.url() + "contexts/more/1").then().statusCode(200).body("articleName", equalTo("plum"));
    }

    /** Takes parameters by setters, as JAX-RS allows. */
    @Path("setters")
    public static final class Setters {

        private String name = "";
        private int top;

        @QueryParam("name")
        public void setName(String name) {
            this.name = name;
        }

        @HeaderParam("Top")
        @DefaultValue("3")
        public void setTop(int top) {
            this.top = top;
        }

        @GET
        @Operation(operationId = "Setters", summary = "Setters")
        public Line line() {
            return new Line(name + top);
        }
    }

    @Test
    void parameters_of_setters_are_filled() {
        ConnectorServer started = start(builder -> builder.register(Setters.class));
        given().get(started.url() + "setters?name=plum").then().statusCode(200).body("articleName", equalTo("plum3"));
    }
}
