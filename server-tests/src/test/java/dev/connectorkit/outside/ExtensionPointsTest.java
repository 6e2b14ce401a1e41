package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.SubscribeTo;
import dev.connectorkit.callbacks.Subscribed;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.http.auth.CallerPrincipal;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.sdk.action.Accepted;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.Security;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The extension points of a connector, used as an author uses them: from another package. */
class ExtensionPointsTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final String SYSTEM_KEY = "0123456789abcdef-system-key";

    private final AsyncAction<List<Line>, List<Line>> pack = AsyncAction.named(
                    "pack", new TypeRef<List<Line>>() {}, new TypeRef<List<Line>>() {})
            .work((lines, progress) -> lines)
            .build();
    private final Callbacks<Region, Line> sold =
            Callbacks.named("sold", Region.class, Line.class).build();
    private @Nullable ConnectorServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private ConnectorServer start(Consumer<ConnectorServer.Builder> options) {
        ConnectorServer.Builder builder =
                ConnectorServer.builder().host("localhost").stateKey(KEY);
        options.accept(builder);
        ConnectorServer started = builder.start();
        server = started;
        return started;
    }

    private ConnectorServer.Builder withStore(ConnectorServer.Builder builder) {
        return builder.bind(Stock.class, new Stock(7))
                .actions(pack)
                .callbacks(sold)
                .register(Store.class);
    }

    private static Response get(ConnectorServer server, String path) {
        return given().get(server.url() + path);
    }

    private static Response pack(ConnectorServer server) {
        return given().contentType(ContentType.JSON)
                .body("[{\"articleName\":\"plum\",\"pieces\":2}]")
                .post(server.url() + "store/packets");
    }

    /** A filter. */
    public record Region(String region) {}

    /** A payload. */
    public record Line(String articleName, int pieces) {}

    /** A dependency of a resource. */
    public record Stock(int pieces) {}

    /** A resource that Jersey creates. */
    @Path("store")
    public static class Store {

        private final Stock stock;
        private final AsyncAction<List<Line>, List<Line>> pack;
        private final Callbacks<Region, Line> sold;

        /** Everything is injected. */
        @Inject
        public Store(
                Stock stock, AsyncAction<List<Line>, List<Line>> pack, @Named("sold") Callbacks<Region, Line> sold) {
            this.stock = stock;
            this.pack = pack;
            this.sold = sold;
        }

        @GET
        @Path("pieces")
        @Operation(operationId = "Pieces", summary = "Count the pieces")
        public Line pieces() {
            return new Line("plum", stock.pieces());
        }

        @POST
        @Path("packets")
        @Operation(operationId = "Pack", summary = "Pack lines")
        public Accepted<List<Line>> pack(List<Line> lines) {
            return pack.accept(lines);
        }

        @POST
        @Path("sales")
        @WebhookTrigger(summary = "When something is sold", notification = Line.class)
        public Subscribed subscribe(SubscribeTo<Region> wanted) {
            return sold.subscribe(wanted);
        }
    }

    @Test
    void objects_actions_and_events_are_injected_by_their_types() {
        ConnectorServer started = start(this::withStore);
        get(started, "store/pieces").then().statusCode(200).body("pieces", equalTo(7));
        String status = pack(started).then().statusCode(202).extract().header("Location");
        await().until(() -> given().get(status).statusCode() == 200);
        assertThat(given().get(status).asString()).isEqualTo("[{\"articleName\":\"plum\",\"pieces\":2}]");
        given().contentType(ContentType.JSON)
                .body("{\"region\":\"EU\"}")
                .post(started.url() + "store/sales")
                .then()
                .statusCode(400)
                .body(containsString("callbackUrl"));
    }

    @Test
    void data_are_kept_in_the_database_of_a_data_source(@TempDir java.nio.file.Path folder) throws Exception {
        URI database = URI.create(TestDatabases.POSTGRES.fresh(folder));
        String[] user = database.getUserInfo().split(":", 2);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {database.getHost()});
        source.setPortNumbers(new int[] {database.getPort()});
        source.setDatabaseName(database.getPath().substring(1));
        source.setUser(user[0]);
        source.setPassword(user.length > 1 ? user[1] : "");
        ConnectorServer started = start(builder -> withStore(builder).dataSource(source));
        String status = pack(started).then().statusCode(202).extract().header("Location");
        await().until(() -> given().get(status).statusCode() == 200);
        try (Connection connection = source.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT count(*) FROM action_operation")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void a_persistent_store_without_a_key_that_lasts_fails_the_start(@TempDir java.nio.file.Path folder) {
        ConnectorServer.Builder builder = ConnectorServer.builder()
                .host("localhost")
                .store("sqlite:" + folder.resolve("shop.db"))
                .callbacks(sold);
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set a data folder");
    }

    @Test
    void a_mapper_changes_bodies_and_leaves_problem_documents_as_they_are() {
        ConnectorServer started = start(builder -> withStore(builder)
                .objectMapper(mapper -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .register(new Failing()));
        get(started, "store/pieces").then().body("article_name", equalTo("plum"));
        get(started, "failing/error").then().statusCode(500).body("logId", not(nullValue()));
    }

    static Stream<Consumer<ObjectMapper>> mappers() {
        return Stream.of(
                mapper -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE),
                mapper -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE),
                mapper -> mapper.setSerializationInclusion(JsonInclude.Include.ALWAYS)
                        .enable(SerializationFeature.INDENT_OUTPUT),
                mapper -> mapper.setSerializationInclusion(JsonInclude.Include.NON_DEFAULT),
                mapper -> mapper.registerModule(new SimpleModule().addSerializer(String.class, new Shouting())),
                mapper -> mapper.configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));
    }

    /** Writes texts in upper case. */
    static final class Shouting extends StdSerializer<String> {

        private static final long serialVersionUID = 1;

        Shouting() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text.toUpperCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void problem_documents_have_the_same_members_whatever_the_mapper(Consumer<ObjectMapper> change) {
        ConnectorServer started =
                start(builder -> withStore(builder).objectMapper(change).register(new Failing()));
        get(started, "failing/error")
                .then()
                .statusCode(500)
                .body("title", equalTo("Internal Server Error"))
                .body("instance", equalTo("/failing/error"))
                .body("logId", not(nullValue()));
        get(started, "nothing").then().statusCode(404).body("title", equalTo("Not Found"));
    }

    @Test
    void a_mapper_that_wraps_bodies_is_refused() {
        assertThatThrownBy(() -> start(
                        builder -> builder.objectMapper(mapper -> mapper.enable(SerializationFeature.WRAP_ROOT_VALUE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WRAP_ROOT_VALUE");
        assertThatThrownBy(() -> start(builder ->
                        builder.objectMapper(mapper -> mapper.enable(DeserializationFeature.UNWRAP_ROOT_VALUE))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_mapper_whose_bodies_the_document_cannot_follow_is_refused() {
        Map<String, Consumer<ObjectMapper>> changes = Map.of(
                "WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED",
                mapper -> mapper.enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED),
                "WRITE_NUMBERS_AS_STRINGS",
                mapper -> mapper.enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS.mappedFeature()),
                "READ_ENUMS_USING_TO_STRING",
                mapper -> mapper.enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING),
                "FAIL_ON_NUMBERS_FOR_ENUMS",
                mapper -> mapper.enable(SerializationFeature.WRITE_ENUMS_USING_INDEX));
        changes.forEach((feature, change) -> assertThatThrownBy(() -> start(builder -> builder.objectMapper(change)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(feature));
    }

    /** Holds handles. */
    @Path("holder")
    public static final class Holder {

        private final AsyncAction<List<Line>, List<Line>> pack;
        private final Callbacks<Region, Line> sold;

        Holder(AsyncAction<List<Line>, List<Line>> pack, Callbacks<Region, Line> sold) {
            this.pack = pack;
            this.sold = sold;
        }

        @POST
        @Operation(operationId = "Hold", summary = "Hold lines")
        public Accepted<List<Line>> hold(List<Line> lines) {
            sold.publish(lines.get(0));
            return pack.accept(lines);
        }
    }

    /** Cannot be created by Jersey. */
    @Path("private")
    public static final class Private {

        private Private() {}

        @GET
        @Operation(operationId = "Never", summary = "Never called")
        public String never() {
            return "";
        }
    }

    @Test
    void forgotten_actions_and_events_and_a_private_constructor_fail_the_start() {
        assertThatThrownBy(() -> start(
                        builder -> builder.register(new Holder(pack, sold)).register(Private.class)))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Holder.pack holds the action 'pack', which is not registered")
                .hasMessageContaining("Holder.sold holds the event 'sold', which is not registered")
                .hasMessageContaining("Private has no public constructor");
    }

    /** Fails in several ways. */
    @Path("failing")
    public static final class Failing {

        @GET
        @Path("error")
        @Operation(operationId = "FailWithError", summary = "Fail with an error")
        public String error() {
            throw new StackOverflowError("deep");
        }

        @GET
        @Path("closed")
        @Operation(operationId = "BeClosed", summary = "Be closed")
        public String closed() {
            throw ProblemException.builder(503)
                    .detail("The warehouse is closed.")
                    .retryAfter(Duration.ofMinutes(10))
                    .header("x-reason", "night")
                    .type(URI.create("https://example.com/closed"))
                    .member("opensAt", "08:00")
                    .cause(new IllegalStateException("the lights are out"))
                    .build();
        }

        @GET
        @Path("checked")
        @Operation(operationId = "BeChecked", summary = "Be checked")
        public String checked(@QueryParam("name") @Broken String name) {
            return name;
        }
    }

    /** A constraint with a defect. */
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = BrokenValidator.class)
    public @interface Broken {
        String message() default "broken";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Throws. */
    public static final class BrokenValidator implements ConstraintValidator<Broken, String> {
        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            throw new IllegalStateException("inside");
        }
    }

    @Test
    void a_problem_carries_headers_a_type_and_members() {
        ConnectorServer started = start(builder -> builder.register(new Failing()));
        get(started, "failing/closed")
                .then()
                .statusCode(503)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", "600")
                .header("x-reason", "night")
                .body("type", equalTo("https://example.com/closed"))
                .body("opensAt", equalTo("08:00"))
                .body("title", equalTo("Service Unavailable"))
                .body(not(containsString("lights")));
        assertThatThrownBy(() -> new ProblemException(200, "fine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400 to 599");
        assertThat(ProblemException.builder(418).build().getMessage()).isNotEqualTo(".");
    }

    @Test
    void errors_and_validators_that_fail_are_problem_documents_with_a_log_id() {
        ConnectorServer started = start(builder -> builder.register(new Failing()));
        for (String path : List.of("failing/error", "failing/checked?name=a")) {
            get(started, path)
                    .then()
                    .statusCode(500)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("logId", not(nullValue()))
                    .body(not(containsString("HV0000")))
                    .body(not(containsString("inside")));
        }
    }

    @Test
    void several_authentications_and_one_of_the_authors_are_alternatives() {
        Authentication own = Authentication.of(Security.apiKey("x-badge"), request -> {
            if ("gold".equals(request.getHeaderString("x-badge"))) {
                return new CallerPrincipal("badge", "BADGE", Set.of("admin"));
            }
            throw new NotAuthorizedException("The header x-badge must be gold.", "Badge");
        });
        ConnectorServer started = start(builder -> builder.register(new Failing())
                .authentication(Authentication.anyOf(
                        Authentication.apiKey("x-key", "0123456789abcdef"),
                        Authentication.basic(Map.of("anna", "long password")),
                        own)));
        String url = started.url() + "failing/closed";
        given().get(url).then().statusCode(401).body("detail", containsString("x-badge"));
        given().header("x-key", "0123456789abcdef").get(url).then().statusCode(503);
        given().auth()
                .preemptive()
                .basic("anna", "long password")
                .get(url)
                .then()
                .statusCode(503);
        given().header("x-badge", "gold").get(url).then().statusCode(503);
        given().header("x-badge", "tin").get(url).then().statusCode(401);
    }

    @Test
    void a_second_authentication_or_set_of_orchestrations_takes_nothing_away_unnoticed() {
        ConnectorServer.Builder builder =
                ConnectorServer.builder().authentication(Authentication.apiKey("x-key", "0123456789abcdef"));
        assertThatThrownBy(() -> builder.authentication(Authentication.basic(Map.of("anna", "long password"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Authentication.anyOf(first, second)");
        builder.orchestrations(Orchestrations.create());
        assertThatThrownBy(() -> builder.orchestrations(Orchestrations.create(), options -> options.managementApi()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one Orchestrations");
    }

    @Test
    void a_base_path_begins_every_path_and_link() {
        ConnectorServer started =
                start(builder -> withStore(builder).basePath("/shops/one").workers(4));
        assertThat(started.url().getPath()).isEqualTo("/shops/one/");
        get(started, "store/pieces").then().statusCode(200);
        get(started, "health").then().statusCode(200);
        assertThat(pack(started).header("Location")).startsWith(started.url() + "operations/");
        given().get("http://localhost:" + started.port() + "/store/pieces")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is nothing at this path."));
    }

    @Test
    void entra_id_needs_a_directory_id_and_describes_its_sign_in() {
        assertThatThrownBy(() -> Authentication.entraId("contoso.com", "api://shop"))
                .isInstanceOf(IllegalArgumentException.class);
        String tenant = "11111111-2222-3333-4444-555555555555";
        assertThat(Authentication.entraId(tenant, "api://shop").security().toString())
                .contains("https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/authorize");
    }

    @Test
    void orchestrations_are_shared_by_two_starts_and_do_not_know_those_of_actions() {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Echo", String.class, String.class, (context, input) -> input);
        for (int i = 0; i < 2; i++) {
            ConnectorServer started = start(builder -> withStore(builder).orchestrations(orchestrations));
            pack(started).then().statusCode(202);
            assertThat(orchestrations.orchestrationNames()).containsExactly("Echo");
            assertThat(started.orchestrations().query(InstanceQuery.ALL).instances())
                    .isEmpty();
            assertThatThrownBy(() -> started.orchestrations().start("action:pack", "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[Echo]");
            get(started, "runtime/webhooks/durabletask/instances").then().statusCode(404);
            started.close();
        }
    }

    @Test
    void orchestrations_are_shared_by_two_servers_and_the_management_api_lists_none_of_actions() {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Echo", String.class, String.class, (context, input) -> input);
        try (ConnectorServer other = ConnectorServer.builder()
                .host("localhost")
                .stateKey(KEY)
                .bind(Stock.class, new Stock(7))
                .actions(anotherPack())
                .callbacks(Callbacks.named("sold", Region.class, Line.class).build())
                .orchestrations(orchestrations)
                .start()) {
            ConnectorServer started = start(builder -> withStore(builder)
                    .orchestrations(
                            orchestrations, options -> options.managementApi().systemKey(SYSTEM_KEY)));
            String status = pack(started).then().statusCode(202).extract().header("Location");
            await().until(() -> given().get(status).statusCode() == 200);
            String instances = "runtime/webhooks/durabletask/instances?code=" + SYSTEM_KEY;
            get(started, instances).then().statusCode(200).body("size()", equalTo(0));
            String echo = started.orchestrations().start("Echo", "x");
            get(started, instances).then().body("instanceId", equalTo(List.of(echo)));
            for (String internal : List.of("action:pack", "pack")) {
                given().contentType(ContentType.JSON)
                        .body("\"x\"")
                        .post(started.url() + "runtime/webhooks/durabletask/orchestrators/" + internal + "?code="
                                + SYSTEM_KEY)
                        .then()
                        .statusCode(400);
            }
            assertThat(other.orchestrations().status(echo)).isEmpty();
        }
    }

    private static AsyncAction<String, String> anotherPack() {
        return AsyncAction.named("pack", String.class, String.class)
                .work((text, progress) -> text)
                .build();
    }

    /** Timers of orchestrations fire by the clock of the builder, whatever it says and however it is moved. */
    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT73H", "P400D"})
    void orchestration_timers_fire_by_the_clock_of_the_builder(Duration delay) throws Exception {
        Orchestrations orchestrations = Orchestrations.create();
        orchestrations.register("Sleep", String.class, String.class, (context, input) -> {
            context.createTimer(delay).await();
            return "woke at " + context.getCurrentInstant();
        });
        TestClock clock = new TestClock();
        ConnectorServer started = start(builder -> builder.clock(clock).orchestrations(orchestrations));
        String id = started.orchestrations().start("Sleep", null);
        started.orchestrations().waitForStart(id, Duration.ofMinutes(2));
        clock.pass(delay.minusMillis(1));
        assertThat(started.orchestrations().status(id).orElseThrow().runtimeStatus())
                .isEqualTo(RuntimeStatus.RUNNING);
        clock.pass(Duration.ofMillis(1));
        assertThat(started.orchestrations()
                        .waitForCompletion(id, Duration.ofMinutes(2))
                        .output())
                .contains(TestClock.START
                        .plus(delay)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
    }

    @Test
    void an_explicit_key_takes_the_place_of_that_of_the_data_folder_in_any_order(@TempDir java.nio.file.Path folder) {
        ConnectorServer.builder()
                .host("localhost")
                .stateKey(KEY)
                .dataDir(folder)
                .start()
                .close();
        ConnectorServer.builder()
                .host("localhost")
                .dataDir(folder)
                .stateKey(KEY)
                .start()
                .close();
        assertThat(folder.resolve("state.key")).doesNotExist();
    }
}
