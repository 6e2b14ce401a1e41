package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.WebhookAction;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types and values in the document are those that Jackson writes. */
class WireTypesTest {

    enum Size {
        @Summary("Small")
        SMALL("s"),
        @Summary("Large")
        LARGE("l");

        private final String wire;

        Size(String wire) {
            this.wire = wire;
        }

        @JsonValue
        String wire() {
            return wire;
        }
    }

    enum Level {
        LOW,
        HIGH;

        @JsonValue
        int wire() {
            return ordinal() + 10;
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.NUMBER)
    enum Rank {
        FIRST,
        SECOND
    }

    record Money(String text) {
        @JsonValue
        String wire() {
            return text;
        }
    }

    record Scalars(
            Year year,
            YearMonth month,
            MonthDay day,
            Period period,
            Duration duration,
            ZoneId zone,
            Currency currency,
            Pattern pattern,
            Locale locale,
            TimeZone timeZone,
            OptionalInt maybe,
            Optional<Instant> at,
            AtomicLong counter,
            CharSequence characters,
            StringBuilder builder,
            char[] secret,
            LocalTime time,
            BigInteger big,
            BigDecimal price,
            UUID id,
            URI link,

            @Summary(value = "Sum", description = "The sum.")
            Money money,

            List<Currency> currencies,
            byte[] content) {}

    record Shaped(
            @JsonFormat(shape = JsonFormat.Shape.STRING) int text,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant seconds,
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate german,

            @JsonSerialize(using = ToStringSerializer.class) @Schema(description = "A long as text.")
            long id,

            @JsonSerialize(using = ToStringSerializer.class) @Summary("Exact")
            BigDecimal exact) {}

    record Enums(Size size, Level level, Rank rank, List<Size> sizes) {}

    record Call(@dev.connectorkit.annotations.CallbackUrl String url, Size size) {}

    @Path("/wire")
    static class Wire {
        @GET
        @Path("scalars")
        public Scalars scalars() {
            return new Scalars(
                    Year.of(2026),
                    YearMonth.of(2026, 11),
                    MonthDay.of(11, 26),
                    Period.ofDays(1),
                    Duration.ofMinutes(2),
                    ZoneOffset.UTC,
                    Currency.getInstance("EUR"),
                    Pattern.compile("a"),
                    Locale.GERMANY,
                    TimeZone.getTimeZone("UTC"),
                    OptionalInt.of(1),
                    Optional.of(Instant.EPOCH),
                    new AtomicLong(1),
                    "a",
                    new StringBuilder("b"),
                    new char[] {'c'},
                    LocalTime.NOON,
                    BigInteger.TEN,
                    new BigDecimal("1.5"),
                    new UUID(1, 2),
                    URI.create("https://example.com/"),
                    new Money("1 EUR"),
                    List.of(Currency.getInstance("EUR")),
                    new byte[] {1});
        }

        @GET
        @Path("shaped")
        public Shaped shaped() {
            return new Shaped(1, Instant.EPOCH, LocalDate.EPOCH, 2, new BigDecimal("1.50"));
        }

        @GET
        @Path("enums")
        public Enums enums(@QueryParam("size") Size size) {
            return new Enums(Size.SMALL, Level.LOW, Rank.SECOND, List.of(Size.LARGE));
        }

        @GET
        @Path("size")
        public Size size() {
            return Size.LARGE;
        }

        @GET
        @Path("sizes")
        public List<Size> sizes() {
            return List.of(Size.LARGE);
        }

        @POST
        @Path("level")
        public void level(Level level) {}

        @POST
        @Path("hook")
        @WebhookAction(notification = Size.class)
        public void hook(Call call) {}
    }

    private static final ConnectorDescription DESCRIPTION =
            ConnectorDescription.builder().resources(Wire.class).build();
    private static final JsonNode DOCUMENT =
            ConnectorDocument.of(DESCRIPTION).swagger(Profile.DESIGNER, URI.create("https://example.com/"));

    private static JsonNode response(String path) {
        return DOCUMENT.at("/paths/~1wire~1" + path + "/get/responses/200/schema");
    }

    /** The messages of a validator about what Jackson writes; nothing if the schema describes it. */
    private static List<String> violations(String path, Object answer) throws Exception {
        ObjectMapper mapper = DESCRIPTION.objectMapper();
        var schema =
                ((com.fasterxml.jackson.databind.node.ObjectNode) response(path).deepCopy());
        schema.set("definitions", DOCUMENT.get("definitions"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(schema.toString(), com.networknt.schema.InputFormat.JSON)
                .validate(mapper.writeValueAsString(answer), com.networknt.schema.InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void what_is_written_is_valid_against_the_document() throws Exception {
        Wire wire = new Wire();
        assertThat(violations("scalars", wire.scalars())).isEmpty();
        assertThat(violations("shaped", wire.shaped())).isEmpty();
        assertThat(violations("enums", wire.enums(Size.SMALL))).isEmpty();
        assertThat(violations("size", wire.size())).isEmpty();
        assertThat(violations("sizes", wire.sizes())).isEmpty();
    }

    @Test
    void no_scalar_is_described_as_an_object() {
        JsonNode scalars = DOCUMENT.at("/definitions/Scalars/properties");
        assertThat(scalars).hasSize(24);
        scalars.properties()
                .forEach(property -> assertThat(property.getValue().path("type").asText())
                        .as(property.getKey())
                        .isIn("string", "integer", "number", "array"));
        assertThat(scalars.at("/money/x-ms-summary").asText()).isEqualTo("Sum");
        assertThat(scalars.at("/money/description").asText()).isEqualTo("The sum.");
        assertThat(scalars.at("/currencies/items/type").asText()).isEqualTo("string");
    }

    @Test
    void the_labels_of_a_property_stay_when_its_type_changes() {
        JsonNode shaped = DOCUMENT.at("/definitions/Shaped/properties");
        assertThat(shaped.at("/id/type").asText()).isEqualTo("string");
        assertThat(shaped.at("/id/description").asText()).isEqualTo("A long as text.");
        assertThat(shaped.at("/exact/x-ms-summary").asText()).isEqualTo("Exact");
        assertThat(shaped.at("/german").has("format")).isFalse();
    }

    @Test
    void enums_have_the_values_of_the_wire_in_bodies_and_their_names_in_parameters() {
        assertThat(response("size").path("enum")).extracting(JsonNode::asText).containsExactly("s", "l");
        assertThat(response("sizes").at("/items/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("s", "l");
        JsonNode level = DOCUMENT.at("/paths/~1wire~1level/post/parameters/0/schema");
        assertThat(level.path("type").asText()).isEqualTo("integer");
        assertThat(level.path("enum")).extracting(JsonNode::asInt).containsExactly(10, 11);
        assertThat(DOCUMENT.at("/paths/~1wire~1hook/x-ms-notification-content/schema/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("s", "l");
        assertThat(DOCUMENT.at("/definitions/Enums/properties/size/x-ms-enum-values/0/value")
                        .asText())
                .isEqualTo("s");
        assertThat(DOCUMENT.at("/paths/~1wire~1enums/get/parameters/0/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("SMALL", "LARGE");
    }

    record Item(String name) {}

    record Odd(
            byte small,
            Iterable<Item> items,
            Iterator<Item> iterator,
            Stream<Item> stream,
            ByteBuffer buffer,
            File file,
            java.net.InetAddress address) {}

    static class Bean {
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public String secret = "s";

        @JsonManagedReference
        public Child child = new Child();

        @JsonRawValue
        public String raw = "\"r\"";

        public String getaName() {
            return "a";
        }

        public String getURL() {
            return "u";
        }

        @JsonView(Integer.class)
        public String viewed = "v";
    }

    static class Child {
        public int age = 1;

        @JsonBackReference
        public Bean parent;
    }

    static class Scim {
        @JsonProperty("$ref")
        public String ref = "r";

        @JsonProperty("a/b~c")
        public int odd = 1;
    }

    @Schema(name = "a/b")
    record Slash(String text, List<Slash> more) {}

    @Path("/shapes")
    static class Shapes {
        @GET
        @Path("odd")
        public Odd odd() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("byte")
        public byte small() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("stream")
        public Stream<Item> stream() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("bean")
        public Bean bean() {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("bean")
        public void write(Bean bean) {}

        @GET
        @Path("view")
        @JsonView(String.class)
        public Bean view() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("scim")
        public Scim scim() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("slash")
        public Slash slash() {
            throw new UnsupportedOperationException();
        }
    }

    private static final JsonNode SHAPES = Described.swagger(Shapes.class);

    private static JsonNode shape(String path) {
        JsonNode schema = SHAPES.at("/paths/~1shapes~1" + path + "/get/responses/200/schema");
        return schema.has("$ref") ? SHAPES.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    @Test
    void sequences_are_lists_and_bytes_are_numbers() {
        assertThat(shape("byte").path("type").asText()).isEqualTo("integer");
        assertThat(shape("stream").at("/items/$ref").asText()).isEqualTo("#/definitions/Item");
        JsonNode odd = shape("odd").path("properties");
        for (String list : List.of("items", "iterator", "stream")) {
            assertThat(odd.at("/" + list + "/items/$ref").asText()).as(list).isEqualTo("#/definitions/Item");
        }
        assertThat(odd.at("/buffer/format").asText()).isEqualTo("byte");
        assertThat(odd.at("/file").has("format")).isFalse();
        assertThat(odd.at("/small/type").asText()).isEqualTo("integer");
    }

    @Test
    void an_answer_has_the_properties_that_jackson_writes_and_a_body_those_that_it_reads() throws Exception {
        ObjectMapper mapper = DESCRIPTION.objectMapper();
        assertThat(shape("bean").path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> mapper.valueToTree(new Bean()).fieldNames());
        assertThat(shape("view").path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> {
                    try {
                        return mapper.readTree(
                                        mapper.writerWithView(String.class).writeValueAsString(new Bean()))
                                .fieldNames();
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        JsonNode body = SHAPES.at("/definitions/Bean/properties");
        assertThat(body.has("secret")).isTrue();
        assertThat(SHAPES.at("/definitions/Child/properties").has("parent")).isFalse();
    }

    @Test
    void the_names_of_the_connectors_own_mapper_are_described() {
        ObjectMapper snakes = DESCRIPTION.objectMapper().copy();
        snakes.setPropertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE);
        JsonNode document = ConnectorDocument.of(ConnectorDescription.builder()
                        .resources(Shapes.class)
                        .objectMapper(snakes)
                        .build())
                .swagger(Profile.DESIGNER, URI.create("https://example.com/"));
        assertThat(document.at("/definitions/BeanOutput/properties").has("a_name"))
                .isTrue();
    }

    @Test
    void a_date_with_a_pattern_of_the_mapper_is_no_date_of_the_document() {
        ObjectMapper german = DESCRIPTION.objectMapper().copy();
        german.configOverride(LocalDate.class).setFormat(JsonFormat.Value.forPattern("dd.MM.yyyy"));
        JsonNode document = ConnectorDocument.of(ConnectorDescription.builder()
                        .resources(Days.class)
                        .objectMapper(german)
                        .build())
                .swagger(Profile.DESIGNER, URI.create("https://example.com/"));
        assertThat(document.at("/definitions/Day/properties/day/type").asText()).isEqualTo("string");
        assertThat(document.at("/definitions/Day/properties/day").has("format")).isFalse();
        assertThat(document.at("/definitions/Day/properties/at/format").asText())
                .isEqualTo("date-time");
    }

    @Test
    void an_enum_that_is_an_object_has_the_types_of_its_members() {
        JsonNode grade = Described.swagger(Days.class).at("/paths/~1days~1grade/get/responses/200/schema");
        assertThat(grade.at("/properties/code/type").asText()).isEqualTo("string");
        assertThat(grade.at("/properties/rank/type").asText()).isEqualTo("integer");
        assertThat(grade.at("/properties/good/type").asText()).isEqualTo("boolean");
    }

    record Day(LocalDate day, Instant at) {}

    @JsonFormat(shape = JsonFormat.Shape.OBJECT)
    enum Grade {
        FIRST;

        public String getCode() {
            return "f";
        }

        public int getRank() {
            return 1;
        }

        public boolean isGood() {
            return true;
        }
    }

    enum Unit {
        METRE;

        public static Unit fromString(String text) {
            return text.equals("m") ? METRE : valueOf(text);
        }
    }

    @Test
    void an_enum_that_reads_parameters_by_itself_has_no_list_of_values_there() {
        JsonNode parameters = Described.swagger(Days.class).at("/paths/~1days~1unit/get/parameters");
        assertThat(parameters.at("/0/type").asText()).isEqualTo("string");
        assertThat(parameters.at("/1/items/type").asText()).isEqualTo("string");
        assertThat(parameters.findValues("enum")).isEmpty();
    }

    @Path("/days")
    static class Days {
        @GET
        public Day day() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("unit")
        public String unit(@QueryParam("unit") Unit unit, @QueryParam("units") List<Unit> units) {
            return "";
        }

        @GET
        @Path("grade")
        public Grade grade() {
            return Grade.FIRST;
        }
    }

    @Test
    void names_with_signs_of_their_own_stay_what_they_are() {
        assertThat(shape("scim").path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("$ref", "a/b~c");
        assertThat(shape("slash").at("/properties/more/items/$ref").asText()).isEqualTo("#/definitions/a_b");
    }
}
