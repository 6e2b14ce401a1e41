package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error is a helpful problem document that reveals nothing of the implementation. */
class ProblemTest {

    enum Size {
        SMALL,
        LARGE
    }

    public enum Colour {
        @JsonProperty("dark-red")
        DARK_RED
    }

    public record Chain(
            @NotNull @Nullable String text, @Valid @Nullable Chain next) {}

    public record Line(@NotBlank String product, @Positive int amount) {}

    public record Basket(
            @NotNull @Valid List<@Valid Line> lines,
            @Nullable Instant at,
            Optional<Duration> within,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Size size,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean fresh) {}

    public static class BaseFilter {
        @QueryParam("inherited")
        @Max(3) int fromBase;
    }

    public static class Filter extends BaseFilter {
        @QueryParam("max-price")
        @Max(10) int price;
    }

    public record Range(int from, int to) {
        public Range {
            if (from > to) {
                throw new IllegalArgumentException("from must not be above to");
            }
        }
    }

    public record Street(@NotNull String streetName) {}

    public interface Identified {
        @JsonProperty("identifier")
        @NotNull @Nullable String getId();
    }

    public static class Parcel implements Identified {
        @NotNull @JsonProperty("the-name")
        public @Nullable String name;

        @Valid @JsonUnwrapped(prefix = "home_")
        public Street home = new Street("s");

        @Valid public Map<String, Street> streets = Map.of();

        @Valid public Map<Colour, Street> coloured = Map.of();

        @JsonFormat(pattern = "yyyyMMdd")
        public @Nullable LocalDate day;

        public byte @Nullable [] label;
        public Map<Size, String> sizes = Map.of();
        public UUID[] ids = {};
        public @Nullable Range range;
        private @Nullable String id;

        @Override
        public @Nullable String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }
    }

    /** One property of each form of scalars. */
    public static class Scalars {
        public double number;
        public @Nullable Float small;
        public double @Nullable [] numbers;
        public List<Double> list = List.of();
        public OptionalDouble optional = OptionalDouble.empty();
        public @Nullable Number any;
        public short narrow;
        public byte tiny;
        public int @Nullable [] wholes;
        public boolean @Nullable [] truths;
        public @Nullable EnumMap<Size, Integer> sized;
        public @Nullable Byte boxed;
        public @Nullable Integer whole;
        public @Nullable Boolean truth;
        public @Nullable BigDecimal exact;
        public Optional<Integer> maybe = Optional.empty();
        public Map<String, List<Long>> counts = Map.of();
        public Map<Byte, String> tinies = Map.of();
        public Map<Double, String> measured = Map.of();
        public List<Byte> bits = List.of();
        public @Nullable ZonedDateTime zoned;
        public @Nullable Calendar calendar;
        public @Nullable Timestamp stamp;
        public java.sql.@Nullable Date dayOfSql;

        @JsonFormat(pattern = "yyyyMMdd")
        public @Nullable Date patterned;

        public Map<String, Optional<OffsetDateTime>> moments = Map.of();
        public Map<Date, String> dated = Map.of();
        public @Nullable Instant at;
        public @Nullable OffsetDateTime there;
        public @Nullable Date old;
        public @Nullable LocalDate day;
        public @Nullable LocalDateTime local;
        public @Nullable LocalTime clock;
        public @Nullable Duration within;
        public @Nullable Year year;
        public List<Instant> times = List.of();
        public byte @Nullable [] bytes;
        public char @Nullable [] letters;
        public @Nullable UUID id;
        public @Nullable URI link;
        public @Nullable Locale language;
        public @Nullable Currency currency;
        public @Nullable StringBuilder built;
        public Map<Integer, String> numbered = Map.of();
        public Map<Short, String> narrowed = Map.of();
        public Map<UUID, String> named = Map.of();
        public AtomicBoolean flag = new AtomicBoolean();

        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        public @Nullable Instant counted;

        @JsonFormat(shape = JsonFormat.Shape.STRING)
        public @Nullable Double spelled;

        @jakarta.validation.constraints.Size(min = 2) public @Nullable String atLeast;

        @jakarta.validation.constraints.Size(max = 3) public @Nullable String atMost;

        @jakarta.validation.constraints.Size(min = 2, max = 3, message = "must be short") public @Nullable String own;
    }

    /** Objects within objects, lists and optionals. */
    public record Nested(
            @Valid Optional<@Valid Nested> one,
            @NotNull @Valid List<@Valid Nested> many) {
        public Nested {
            many = many == null ? List.of() : many;
        }
    }

    /** Things that can go wrong. */
    @Path("/shop")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public static class Shop {

        @GET
        public Map<String, String> find(
                @QueryParam("size") @Nullable Size size,
                @QueryParam("top") @Min(1) Integer top,
                @HeaderParam("x-depth") int depth,
                @BeanParam @Valid Filter filter) {
            return Map.of("size", String.valueOf(size));
        }

        @GET
        @Path("{id}")
        public String one(@PathParam("id") long id) {
            return "{}";
        }

        @POST
        public Basket echo(@Valid @NotNull Basket basket) {
            return basket;
        }

        @POST
        @Path("parcels")
        public Parcel parcel(@Valid @NotNull Parcel parcel) {
            return parcel;
        }

        @POST
        @Path("chains")
        public void chain(@Valid @NotNull Chain chain) {}

        @POST
        @Path("scalars")
        public Scalars scalars(@Valid Scalars scalars) {
            return scalars;
        }

        @POST
        @Path("nested")
        public void nested(@Valid Nested nested) {}

        @POST
        @Path("anything")
        public void anything(Map<String, Object> anything) {}

        @POST
        @Path("ids")
        public UUID[] ids(UUID[] ids) {
            return ids;
        }

        @POST
        @Path("ranges")
        public Range range(Range range) {
            return range;
        }

        @GET
        @Path("fail/{status}")
        public String fail(@PathParam("status") int status) {
            switch (status) {
                case 409 -> throw new ProblemException(409, "The basket was changed meanwhile.");
                case 418 -> throw new WebApplicationException(418);
                case 429 -> throw new WebApplicationException("Too many baskets.", 429);
                case 501 -> throw new WebApplicationException("Not yet.", 501);
                default -> throw new IllegalStateException("password=secret");
            }
        }

        @GET
        @Path("unwritable")
        public Object unwritable() {
            return new Unwritable();
        }
    }

    /** Fails when it is written. */
    public static class Unwritable {
        public String getValue() {
            throw new IllegalStateException("password=secret");
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(builder -> builder.maxRequestBytes(100_000), new Shop());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ValidatableResponse problem(Response response, int status) {
        return response.then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")))
                .body(not(containsString("dev.connectorkit")));
    }

    private static Response post(String body) {
        return server.request().contentType("application/json").body(body).post("/shop");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    top=many            | top       | must be a whole number
                    top=1&size=HUGE     | size      | must be one of SMALL, LARGE
                    top=0               | top       | must be greater than or equal to 1
                    top=1&max-price=11  | max-price | must be less than or equal to 10
                    top=1&max-price=x   | max-price | must be a whole number
                    top=1&inherited=4   | inherited | must be less than or equal to 3
                    top=1&inherited=x   | inherited | must be a whole number
                    """)
    void a_wrong_parameter_is_named_with_what_it_takes(String query, String field, String message) {
        problem(server.get("/shop?" + query), 400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", equalTo(message))
                .body("detail", equalTo(field + " " + message + "."));
    }

    @Test
    void a_wrong_header_is_named() {
        problem(server.request().header("x-depth", "deep").get("/shop?top=1"), 400)
                .body("errors[0].field", equalTo("x-depth"));
    }

    @Test
    void a_path_that_cannot_be_is_not_there() {
        problem(server.get("/shop/abc"), 404).body("detail", equalTo("id must be a whole number."));
        problem(server.get("/nothing"), 404).body("instance", equalTo("/nothing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"lines":[{"product":"a","amount":"x"}]}              | lines[0].amount  | must be a whole number
                    {"lines":[{"product":"a","amount":1},{"amount":[]}]}  | lines[1].amount  | must be a whole number
                    {"lines":[{"product":"a","amount":2.5}]}              | lines[0].amount  | must be a whole number
                    {"lines":[{"product":"a","amount":"3"}]}              | lines[0].amount  | must be a whole number
                    {"lines":[{"product":"a","amount":true}]}             | lines[0].amount  | must be a whole number
                    {"lines":[{"product":5,"amount":1}]}                  | lines[0].product | must be a text
                    {"lines":[{"product":5.5,"amount":1}]}                | lines[0].product | must be a text
                    {"lines":[{"product":true,"amount":1}]}               | lines[0].product | must be a text
                    {"lines":[],"size":1}                                 | size             | must be one of SMALL, LARGE
                    {"lines":[],"fresh":1}                                | fresh            | must be true or false
                    {"lines":[],"fresh":"true"}                           | fresh            | must be true or false
                    {"lines":3}                                           | lines            | must be a list
                    {"lines":[],"at":"yesterday"}                         | at               | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"lines":[{"product":" ","amount":1}]}                | lines[0].product | must not be blank
                    {"lines":[{"product":"a","amount":0}]}                | lines[0].amount  | must be greater than 0
                    {}                                                    | lines            | must not be null
                    {"lines":[],"lines":[]}                               | lines            | must be given once
                    {"new":{"a":1,"a":1},"lines":[]}                      | new.a            | must be given once
                    {"lines":[{"product":"a","product":"b","amount":1}]}  | lines[0].product | must be given once
                    {"lines":[{"product":"a","amount":99999999999}]}      | lines[0].amount  | must be a whole number from -2147483648 to 2147483647
                    {"lines":[{"product":"a","amount":1e99}]}             | lines[0].amount  | must be a whole number
                    """)
    void a_wrong_property_is_named_by_its_path(String body, String field, String message) {
        problem(post(body), 400).body("errors[0].field", equalTo(field)).body("errors[0].message", equalTo(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    parcels | {"identifier":"i"}                                            | the-name             | must not be null
                    parcels | {"the-name":"n"}                                              | identifier           | must not be null
                    parcels | {"the-name":"n","identifier":"i","home_x":1}                  | home_streetName      | must not be null
                    parcels | {"the-name":"n","identifier":"i","home_streetName":"s","streets":{"a":{}}} | streets.a.streetName | must not be null
                    parcels | {"coloured":{"dark-red":{}}}                                  | coloured.dark-red.streetName | must not be null
                    parcels | {"day":"2026-01-02"}                                          | day                  | must be a text of the form yyyyMMdd
                    parcels | {"label":"**"}                                                | label                | must be a text in Base64
                    parcels | {"sizes":{"HUGE":"x"}}                                        | sizes                | must be an object whose keys are one of SMALL, LARGE
                    parcels | {"ids":"x"}                                                   | ids                  | must be a list
                    parcels | {"range":{"from":3,"to":1}}                                   | range                | from must not be above to
                    ranges  | {"from":3,"to":1}                                             | body                 | from must not be above to
                    """)
    void a_message_has_the_names_and_forms_of_the_wire_and_the_reasons_of_the_class(
            String path, String body, String field, String message) {
        problem(server.request().contentType("application/json").body(body).post("/shop/" + path), 400)
                .body("errors.field", hasItem(field))
                .body("errors.message", hasItem(message));
    }

    private static Response postTo(String path, String body) {
        return server.request().contentType("application/json").body(body).post("/shop/" + path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"number":"NaN"}                | number   | must be a number
                    {"number":"-Infinity"}          | number   | must be a number
                    {"number":1e400}                | number   | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"small":-1e39}                 | small    | must be a number from -3.4028235E38 to 3.4028235E38
                    {"small":"INF"}                 | small    | must be a number
                    {"numbers":[1,"NaN"]}           | numbers  | must be a list of numbers from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"numbers":[1e400]}             | numbers  | must be a list of numbers from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"list":[0,"NaN"]}              | list[1]  | must be a number
                    {"optional":"NaN"}              | optional | must be a number
                    {"optional":1e400}              | optional | must be a number
                    {"any":"NaN"}                   | any      | must be a number
                    {"spelled":"NaN"}               | spelled  | must be a number as a text
                    {"narrow":40000}                | narrow   | must be a whole number from -32768 to 32767
                    {"at":1700000000}               | at       | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"at":1700000000.5}             | at       | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"at":"1700000000"}             | at       | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"at":""}                       | at       | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"there":1}                     | there    | must be an ISO 8601 time such as 2026-11-21T03:44:00+09:00
                    {"times":["2026-11-21T03:44:00Z",2]} | times[1] | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"counted":"soon"}              | counted  | must be a number
                    {"old":1700000000000}           | old      | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"old":"1700000000000"}         | old      | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"day":[2026,11,21]}            | day      | must be an ISO 8601 date such as 2026-11-21
                    {"day":20000}                   | day      | must be an ISO 8601 date such as 2026-11-21
                    {"day":["2026-11-21"]}          | day      | must be an ISO 8601 date such as 2026-11-21
                    {"local":[2026,11,21,3,44]}     | local    | must be an ISO 8601 time without an offset such as 2026-11-21T03:44:00
                    {"clock":[3,44]}                | clock    | must be an ISO 8601 time of day such as 03:44:00
                    {"within":15}                   | within   | must be an ISO 8601 duration such as PT15S
                    {"bytes":[1]}                   | bytes    | must be a text in Base64
                    {"bytes":7}                     | bytes    | must be a text in Base64
                    {"letters":["a","b"]}           | letters  | must be a text
                    {"id":""}                       | id       | must be a UUID
                    {"id":" "}                      | id       | must be a UUID
                    {"id":5}                        | id       | must be a UUID
                    {"link":5}                      | link     | must be a URL
                    {"link":""}                     | link     | must be a URL
                    {"language":true}               | language | must be a text
                    {"currency":""}                 | currency | must be a text
                    {"built":1}                     | built    | must be a text
                    {"numbered":[]}                 | numbered | must be an object
                    {"numbered":"x"}                | numbered | must be an object
                    {"numbered":{"2147483648":""}}  | numbered | must be an object, each key a whole number from -2147483648 to 2147483647
                    {"narrowed":{"40000":""}}       | narrowed | must be an object, each key a whole number from -32768 to 32767
                    {"named":{"x":""}}              | named    | must be an object, each key a UUID
                    {"number":" "} | number | must be a number
                    {"narrow":" "} | narrow | must be a whole number
                    {"tiny":"\\t"} | tiny | must be a whole number
                    {"whole":" "} | whole | must be a whole number
                    {"truth":"  "} | truth | must be true or false
                    {"exact":" "} | exact | must be a number
                    {"maybe":" "} | maybe | must be a whole number
                    {"counts":{"a":[1," "]}} | counts.a[1] | must be a whole number
                    {"flag":" "} | flag | must be true or false
                    {"tiny":128} | tiny | must be a whole number from -128 to 127
                    {"tiny":-129} | tiny | must be a whole number from -128 to 127
                    {"boxed":255} | boxed | must be a whole number from -128 to 127
                    {"bits":[1,200]} | bits[1] | must be a whole number from -128 to 127
                    {"tinies":{"200":"x"}} | tinies | must be an object, each key a whole number from -128 to 127
                    {"measured":{"NaN":"x"}} | measured | must be an object, each key a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"measured":{"1e400":"x"}} | measured | must be an object, each key a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"numbers":""} | numbers | must be a list
                    {"at":" 1700000000"} | at | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"at":"1700000000 "} | at | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"at":".5"} | at | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"there":"-.5"} | there | must be an ISO 8601 time such as 2026-11-21T03:44:00+09:00
                    {"zoned":" 1 "} | zoned | must be an ISO 8601 time such as 2026-11-21T03:44:00+09:00
                    {"calendar":" 1 "} | calendar | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"old":"null"} | old | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"moments":{"a":"1 "}} | moments.a | must be an ISO 8601 time such as 2026-11-21T03:44:00+09:00
                    {"times":[" 1"]} | times[0] | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"sized":"SMALL"} | sized | must be an object
                    {"sized":""} | sized | must be an object
                    {"counted":1e400} | counted | must be a number from -9223372036854775807 to 9223372036854775807
                    {"counted":1e30} | counted | must be a number from -9223372036854775807 to 9223372036854775807
                    {"bytes":"AQI"} | bytes | must be a text in Base64
                    {"bytes":"A"} | bytes | must be a text in Base64
                    {"wholes":["1"]} | wholes[0] | must be a whole number
                    {"wholes":[1,null]} | wholes[1] | must be a whole number
                    {"wholes":"1"} | wholes | must be a list
                    {"numbers":[1,"1"]} | numbers[1] | must be a number
                    {"truths":[true,"true"]} | truths[1] | must be true or false
                    {"old":"2026-13-45T03:44:00Z"} | old | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"old":"2026-02-30"} | old | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"calendar":"2026-02-30T03:44:00Z"} | calendar | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"dayOfSql":"2026-02-30"}       | dayOfSql | must be an ISO 8601 date such as 2026-11-21
                    {"patterned":"20260230"}        | patterned | must be a text of the form yyyyMMdd
                    {"stamp":"2026-02-30T03:44:00Z"} | stamp   | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"flag":1}                      | flag     | must be true or false
                    {"atLeast":"a"}                 | atLeast  | size must be at least 2
                    {"atMost":"aaaa"}               | atMost   | size must be between 0 and 3
                    {"own":"a"}                     | own      | must be short
                    """)
    void a_scalar_is_read_in_the_form_that_the_document_has(String body, String field, String message) {
        problem(postTo("scalars", body), 400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", equalTo(message));
    }

    @Test
    void scalars_in_their_forms_are_read_and_written_again() {
        String body = """
                {"number":1e300,"small":1.5,"numbers":[1,2.5],"list":[3],"optional":4,"any":5,"narrow":-6,
                "at":"2026-11-21T03:44:00Z","there":"2026-11-21T03:44:00Z","old":"2026-11-21T03:44:00.000+00:00",
                "day":"2026-11-21","local":"2026-11-21T03:44:00","clock":"03:44:00","within":"PT15S",
                "times":["2026-11-21T03:44:00Z"],"bytes":"AQI=","letters":"ab",
                "id":"0b5a2a0e-95e3-4a0c-8f0e-4f1c6a8d1a11","link":"https://example.com/a","language":"",
                "currency":"EUR","built":"","numbered":{"1":"a"},"narrowed":{"-2":"b"},"flag":true,
                "counted":1700000000,"spelled":"1.5","dayOfSql":"2026-11-21","patterned":"20261121",
                "wholes":[1,-2],"truths":[true,false],"sized":{"LARGE":1},"tiny":-128,"tinies":{"127":"x"},"measured":{"1.5":"x"}}""";
        Map<String, Object> written = postTo("scalars", body)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
        Map<String, Object> sent = JsonPath.from(body).getMap("");
        sent.forEach(
                (name, value) -> assertThat(decimal(written.get(name))).as(name).isEqualTo(decimal(value)));
        assertThat(postTo("scalars", "{\"year\":\"2026\"}").jsonPath().getString("year"))
                .isEqualTo("2026");
    }

    @Test
    void times_are_read_as_the_mapper_writes_them() {
        try (TestServer timestamps = TestServer.with(
                builder ->
                        builder.objectMapper(mapper -> mapper.enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)),
                new Shop())) {
            String body = "{\"at\":1700000000.5,\"day\":[2026,11,21],\"old\":1700000000000}";
            var request = timestamps.request().contentType("application/json");
            request.body(body)
                    .post("/shop/scalars")
                    .then()
                    .statusCode(200)
                    .body("day", equalTo(List.of(2026, 11, 21)))
                    .body("old", equalTo(1_700_000_000_000L));
            problem(request.body("{\"within\":15}").post("/shop/scalars"), 400)
                    .body("errors[0].field", equalTo("within"));
        }
    }

    @Test
    void a_mapper_of_the_author_reads_what_its_features_allow_up_to_500_levels() {
        ObjectMapper own = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module())
                .build();
        try (TestServer server = TestServer.with(builder -> builder.objectMapper(own), new Shop())) {
            var request = server.request().contentType("application/json");
            request.body("{\"at\":1700000000,\"number\":\"5\"}")
                    .post("/shop/scalars")
                    .then()
                    .statusCode(200);
            problem(
                            request.body("{\"next\":".repeat(900) + "{}" + "}".repeat(900))
                                    .post("/shop/chains"),
                            400)
                    .body("detail", equalTo("The body must not be nested more than 500 levels deep."));
        }
    }

    private static Object decimal(Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros()
                : value instanceof List<?> list
                        ? list.stream().map(ProblemTest::decimal).toList()
                        : value;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    chains   | {"next":            | {}
                    nested   | {"one":             | {}
                    nested   | {"many":[           | ]}
                    anything | {"a":               | {}
                    anything | {"a":[              | ]}
                    shop     | {"new":             | {}
                    """)
    void a_body_is_nested_up_to_500_levels(String path, String open, String close) {
        String to = path.equals("shop") ? "" : path;
        int levels = open.contains("[") ? 250 : 499;
        String end = open.contains("[") ? close : "}";
        String middle = open.contains("[") ? "" : close;
        String deepest = open.repeat(levels) + middle + end.repeat(levels);
        assertThat(postTo(to, deepest).asString()).doesNotContain("levels deep");
        assertThat(postTo(to, deepest).statusCode()).isIn(200, 204, 400);
        for (int more : List.of(levels + 1, 900, 5000)) {
            problem(postTo(to, open.repeat(more) + middle + end.repeat(more)), 400)
                    .body("detail", equalTo("The body must not be nested more than 500 levels deep."));
        }
    }

    @Test
    void a_body_over_another_limit_of_the_parser_names_it() {
        String digits = "9".repeat(1001);
        for (String path : List.of("scalars", "anything")) {
            problem(postTo(path, "{\"number\":" + digits + "}"), 400)
                    .body("detail", containsString("must not have more than 1000 characters."));
        }
        problem(postTo("scalars", "{\"list\":[" + digits + "]}"), 400)
                .body("errors[0].field", equalTo("list"))
                .body("errors[0].message", equalTo("must not have more than 1000 characters"));
        problem(postTo("scalars", "{\"" + "n".repeat(50_001) + "\":1}"), 400)
                .body("detail", equalTo("The name of a property must not have more than 50000 characters."));
    }

    @Test
    void each_of_many_violations_is_named_up_to_a_hundred() {
        String nested = "{\"next\":".repeat(50) + "{}" + "}".repeat(50);
        problem(server.request().contentType("application/json").body(nested).post("/shop/chains"), 400)
                .body("errors.size()", equalTo(51))
                .body("errors.field", hasItem("next.next.text"));
        problem(post("{\"lines\":[" + "{},".repeat(100) + "{}]}"), 400).body("errors.size()", equalTo(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "3", "{}", "true"})
    void a_value_that_is_no_list_is_refused_and_no_failure(String body) {
        problem(server.request().contentType("application/json").body(body).post("/shop/ids"), 400)
                .body("detail", equalTo("The body must be a list."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"lines":          | The body is not valid JSON: line 1, column
                    {"lines":[]} extra | The body is not valid JSON: line 1, column
                    [1]                | The body must be an object
                    "text"             | The body must be an object
                    """)
    void a_body_that_is_not_what_it_should_be_is_refused(String body, String detail) {
        problem(post(body), 400).body("detail", containsString(detail));
    }

    @Test
    void a_text_that_is_not_utf8_is_named() {
        byte[] body = "{\"lines\":[{\"product\":\"ä\",\"amount\":1}]}".getBytes(StandardCharsets.ISO_8859_1);
        problem(server.request().contentType("application/json").body(body).post("/shop"), 400)
                .body("errors[0].field", equalTo("lines[0].product"))
                .body("errors[0].message", equalTo("must be valid JSON in UTF-8 (line 1, column 25)"));
    }

    @Test
    void a_missing_body_lacks_the_required_properties() {
        problem(post(""), 400)
                .body("errors[0].field", equalTo("lines"))
                .body("errors[0].message", equalTo("must not be null"));
    }

    @Test
    void unknown_properties_are_tolerated_and_times_are_iso() {
        Response answer =
                post("{\"lines\":[],\"new\":1,\"at\":\"2026-11-21T03:44:00.123456789Z\",\"within\":\"PT15S\"}");
        assertThat(answer.asString())
                .isEqualTo("{\"lines\":[],\"at\":\"2026-11-21T03:44:00.123456789Z\",\"within\":\"PT15S\"}");
    }

    @Test
    void a_method_or_media_type_that_is_not_served_is_told_so() {
        problem(server.request().delete("/shop"), 405).header("Allow", containsString("POST"));
        problem(server.request().accept("text/xml").get("/shop?top=1"), 406);
        problem(server.request().contentType("text/xml").body("<a/>").post("/shop"), 415);
    }

    @Test
    void what_a_method_throws_keeps_its_status_and_its_message() {
        problem(server.get("/shop/fail/409"), 409)
                .body("detail", equalTo("The basket was changed meanwhile."))
                .body("logId", nullValue());
        problem(server.get("/shop/fail/418"), 418);
        problem(server.get("/shop/fail/429"), 429).header("Retry-After", "15");
        problem(server.get("/shop/fail/501"), 501).body("logId", not(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/fail/500", "/shop/unwritable"})
    void an_unexpected_failure_has_a_log_id_that_is_the_request_id(String path) {
        Response response = server.request().header("x-request-id", "r-1").get(path);
        problem(response, 500).body("logId", equalTo("r-1")).header("x-request-id", "r-1");
    }

    /** Fails at a URL that opens something. */
    @Path("subscriptions/{id}/{status}")
    public static final class Broken {

        @GET
        public String fail(@PathParam("id") String id, @PathParam("status") int status) {
            throw new ProblemException(status, "broken");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void the_log_of_a_failure_does_not_say_what_opens_a_url(int status) throws Exception {
        String id = "01a1fe2507280000007f03c424a6aa74";
        try (TestServer broken = TestServer.with(new Broken());
                LogLines problems = new LogLines("dev.connectorkit.http.ProblemMapper")) {
            problem(broken.get("/subscriptions/" + id + "-AeQREBBMoLCTuuXKITuwtw/" + status), status);
            assertThat(problems.next().getFormattedMessage())
                    .contains("/subscriptions/" + id + "-.../" + status)
                    .doesNotContain("AeQREBBMoLCTuuXKITuwtw");
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_by_its_declared_length() {
        problem(post("{\"lines\":[],\"x\":\"" + "a".repeat(200_000) + "\"}"), 413)
                .body("title", equalTo("Content Too Large"))
                .body("detail", equalTo("The body of a request must not be larger than 100000 bytes."));
    }

    @Test
    void a_body_over_the_limit_is_refused_while_it_is_read() throws Exception {
        try (Socket socket = new Socket("localhost", server.server().port())) {
            OutputStream out = socket.getOutputStream();
            String chunk = "a".repeat(0x400);
            out.write(("POST /shop HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"x\":\r\n1\r\n\"\r\n"
                            + ("400\r\n" + chunk + "\r\n").repeat(100) + "0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("\"title\":\"Content Too Large\"", "larger than 100000 bytes");
        }
    }

    @Test
    void a_client_that_leaves_in_the_middle_of_its_body_reaches_no_resource() throws Exception {
        try (LogLines requests = new LogLines("dev.connectorkit.requests")) {
            try (Socket socket = new Socket("localhost", server.server().port())) {
                socket.getOutputStream()
                        .write(
                                "POST /shop HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            server.get("/shop/after");
            assertThat(requests.next().getFormattedMessage()).startsWith("GET /shop/after ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /shop?x=%zz HTTP/1.1", "GET /%zz HTTP/1.1", "GET /shop|a HTTP/1.1"})
    void a_url_that_is_none_gets_400_and_no_stack_trace(String requestLine) throws Exception {
        try (Socket socket = new Socket("localhost", server.server().port())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains(Problem.MEDIA_TYPE)
                    .doesNotContain("Exception");
        }
    }
}
