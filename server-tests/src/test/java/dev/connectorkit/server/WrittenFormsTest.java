package dev.connectorkit.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.restassured.response.ValidatableResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are read in the form in which they are written, and no other value is made of what has another form. */
class WrittenFormsTest {

    /** A property of each form. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public static class Values {
        public @Nullable Instant at;
        public @Nullable Date old;
        public @Nullable Calendar calendar;
        public @Nullable OffsetDateTime there;
        public @Nullable ZonedDateTime zoned;
        public List<Instant> times = List.of();
        public Optional<Instant> maybe = Optional.empty();
        public @Nullable LocalDate day;
        public @Nullable LocalDateTime local;
        public @Nullable Year year;
        public @Nullable Period period;
        public @Nullable Duration within;

        @JsonFormat(shape = JsonFormat.Shape.STRING)
        public @Nullable Instant text;

        @JsonFormat(pattern = "yyyyMMdd")
        public @Nullable Date patterned;

        @JsonFormat(timezone = "Asia/Tokyo", pattern = "yyyy-MM-dd HH:mm")
        public @Nullable ZonedDateTime tokyo;

        @JsonSerialize(using = ToStringSerializer.class)
        public @Nullable Instant spelled;

        @JsonSerialize(contentUsing = ToStringSerializer.class)
        public List<Instant> spelledTimes = List.of();

        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        public @Nullable Instant counted;

        @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT)
        public @Nullable Date countedDate;

        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        public List<Instant> countedTimes = List.of();

        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        public Map<String, OffsetDateTime> countedMap = Map.of();

        public Map<Date, String> dates = Map.of();
        public Map<Calendar, String> calendars = Map.of();
        public Map<ZonedDateTime, String> zones = Map.of();
        public Map<Instant, String> instants = Map.of();

        public List<int[]> lists = List.of();
        public Map<String, boolean[]> truths = Map.of();
        public long[] @Nullable [] table;
        public Optional<double[]> shares = Optional.empty();
        public short @Nullable [] plain;

        @JsonSetter(contentNulls = Nulls.SKIP)
        public int @Nullable [] skipped;

        public List<@Nullable String> words = List.of();

        public @Nullable Object any;
        public List<Object> anything = List.of();
        public @Nullable JsonNode node;
        public @Nullable ObjectNode object;
        public Map<String, Object> open = Map.of();
    }

    /** Answers with what it reads. */
    @Path("/values")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public static class Echo {

        @POST
        public Values echo(Values values) {
            return values;
        }

        @POST
        @Path("numbers")
        public int[] numbers(int[] numbers) {
            return numbers;
        }

        @POST
        @Path("open")
        public Map<String, Object> open(Map<String, Object> open) {
            return open;
        }

        @POST
        @Path("node")
        public JsonNode node(JsonNode node) {
            return node;
        }
    }

    private static TestServer server;
    private static TestServer timestamps;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Echo());
        timestamps = TestServer.with(
                builder -> builder.objectMapper(mapper -> mapper.enable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS)),
                new Echo());
    }

    @AfterAll
    static void stop() {
        server.close();
        timestamps.close();
    }

    private static ValidatableResponse post(TestServer to, String path, String body) {
        return to.request()
                .contentType("application/json")
                .body(body)
                .post("/values" + path)
                .then();
    }

    private static void assertRefused(TestServer by, String path, String body, String field, String message) {
        post(by, path, body)
                .statusCode(400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", equalTo(message));
    }

    private static void assertEchoed(TestServer by, String path, String body) {
        post(by, path, body).statusCode(200).body(equalTo(body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"at":"2026-11-21T03:44:00Z"}         | at        | must be a number
                    {"at":"1700000000"}                   | at        | must be a number
                    {"at":true}                           | at        | must be a number
                    {"at":{}}                             | at        | must be a number
                    {"old":"2026-11-21T03:44:00Z"}        | old       | must be a number
                    {"old":"1700000000000"}               | old       | must be a number
                    {"old":""}                            | old       | must be a number
                    {"calendar":"2026-11-21T03:44:00Z"}   | calendar  | must be a number
                    {"there":"2026-11-21T03:44:00+09:00"} | there     | must be a number
                    {"zoned":"2026-11-21T03:44:00+09:00"} | zoned     | must be a number
                    {"times":[1,"2026-11-21T03:44:00Z"]}  | times[1]  | must be a number
                    {"maybe":"2026-11-21T03:44:00Z"}      | maybe     | must be a number
                    {"within":"PT15S"}                    | within    | must be a number
                    {"year":"2026"}                       | year      | must be a number
                    {"year":2026.5}                       | year      | must be a number
                    {"day":"2026-11-21"}                  | day       | must be a list of numbers
                    {"day":20000}                         | day       | must be a list of numbers
                    {"day":[2026,13,1]}                   | day       | must be a list of numbers
                    {"local":"2026-11-21T03:44:00"}       | local     | must be a list of numbers
                    {"text":1700000000}                   | text      | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"spelled":1700000000}                | spelled   | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"spelledTimes":[1700000000]}         | spelledTimes[0] | must be an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"dates":{"2026-11-21":"x"}}          | dates     | must be an object, each key a number
                    {"dates":{"99999999999999999999":""}} | dates     | must be an object, each key a number
                    {"zones":{"1e5":"x"}}                 | zones     | must be an object, each key a number
                    {"instants":{"1700000000":"x"}}       | instants  | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    """)
    void times_that_are_written_as_numbers_are_not_read_from_texts(String body, String field, String message) {
        assertRefused(timestamps, "", body, field, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"old\":1700000000000}",
                "{\"calendar\":-1}",
                "{\"at\":1700000000.500000000}",
                "{\"times\":[1700000000.000000001]}",
                "{\"within\":15.000000000}",
                "{\"year\":2026}",
                "{\"day\":[2026,11,21]}",
                "{\"local\":[2026,11,21,3,44]}",
                "{\"period\":\"P3D\"}",
                "{\"text\":\"2026-11-21T03:44:00Z\"}",
                "{\"patterned\":\"20261121\"}",
                "{\"tokyo\":\"2026-11-21 03:44\"}",
                "{\"spelled\":\"2026-11-21T03:44:00Z\"}",
                "{\"spelledTimes\":[\"2026-11-21T03:44:00Z\"]}",
                "{\"dates\":{\"1700000000000\":\"x\",\"-1\":\"y\"}}",
                "{\"calendars\":{\"1700000000001\":\"x\"}}",
                "{\"zones\":{\"1700000000.500000000\":\"x\"}}",
                "{\"zones\":{\"-0.500000000\":\"x\"}}",
                "{\"instants\":{\"2026-11-21T03:44:00Z\":\"x\"}}"
            })
    void times_are_read_as_a_mapper_with_timestamps_writes_them(String body) {
        assertEchoed(timestamps, "", body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"counted":"2026-11-21T03:44:00Z"}             | counted         | must be a number
                    {"counted":"1700000000"}                       | counted         | must be a number
                    {"counted":[1700000000]}                       | counted         | must be a number
                    {"countedDate":"2026-11-21T03:44:00Z"}         | countedDate     | must be a number
                    {"countedTimes":["2026-11-21T03:44:00Z"]}      | countedTimes[0] | must be a number
                    {"countedMap":{"a":"2026-11-21T03:44:00Z"}}    | countedMap.a    | must be a number
                    {"dates":{"2026-02-30":"x"}}                   | dates           | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"dates":{"2026-02-30T03:44:00Z":"x"}}         | dates           | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"dates":{"2026-11-21T25:44:00Z":"x"}}         | dates           | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"dates":{"1700000000000":"x"}}                | dates           | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"calendars":{"2026-13-01":"x"}}               | calendars       | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"calendars":{"2025-02-29T00:00:00.000+0000":"x"}} | calendars   | must be an object, each key an ISO 8601 instant such as 2026-11-21T03:44:00Z
                    {"lists":[[1],[2,null]]}                       | lists[1][1]     | must be a whole number
                    {"truths":{"a":[null]}}                        | truths.a[0]     | must be true or false
                    {"table":[[1],[null]]}                         | table[1][0]     | must be a whole number
                    {"shares":[0.5,null]}                          | shares[1]       | must be a number
                    {"plain":[null]}                               | plain[0]        | must be a whole number
                    {"any":1e400}                                  | any             | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"any":{"a":[1,{"b":-1e400}]}}                 | any.a[1].b      | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"anything":[1,1e999]}                         | anything[1]     | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"node":1e400}                                 | node            | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"node":[[0],[0,1e400]]}                       | node[1][1]      | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"object":{"a":{"b":1e400}}}                   | object.a.b      | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    {"open":{"a":{"b":1e400}}}                     | open.a.b        | must be a number from -1.7976931348623157E308 to 1.7976931348623157E308
                    """)
    void a_value_of_another_form_is_refused_with_its_name(String body, String field, String message) {
        assertRefused(server, "", body, field, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    numbers | [1,null]          | [1]
                    open    | {"a":1e400}       | a
                    open    | {"a":{"b":1e400}} | a.b
                    node    | {"a":[1e400]}     | a[0]
                    """)
    void so_is_one_in_a_body_without_properties(String path, String body, String field) {
        post(server, "/" + path, body).statusCode(400).body("errors[0].field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"counted\":1700000000.500000000}",
                "{\"countedDate\":1700000000000}",
                "{\"dates\":{\"2028-02-29T00:00:00.000+00:00\":\"x\"}}",
                "{\"calendars\":{\"2026-11-21T03:44:00.000+00:00\":\"x\"}}",
                "{\"lists\":[[1],[]]}",
                "{\"words\":[null]}",
                "{\"any\":{\"a\":[1.5,\"x\",null,12345678901234567890]}}",
                "{\"node\":{\"a\":[1.5,null,true]}}",
                "{\"open\":{\"a\":1.7976931348623157E308}}"
            })
    void what_is_written_is_read(String body) {
        assertEchoed(server, "", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"skipped\":[1,null,2]}"})
    void null_in_a_list_of_numbers_follows_the_rule_of_its_property(String body) {
        post(server, "", body).statusCode(200).body(containsString("[1,2]"));
    }
}
