package dev.connectorkit.server;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Types that Jackson writes and reads in another form than their fields have. */
@Path("/types")
@Produces("application/json")
@Consumes("application/json")
public class JacksonTypes {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Snake(String firstName, int bigSize) {}

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public static class Kebab {
        private String firstName = "";
        private boolean veryOld;

        public String getFirstName() {
            return firstName;
        }

        public void setFirstName(String firstName) {
            this.firstName = firstName;
        }

        public boolean isVeryOld() {
            return veryOld;
        }

        public void setVeryOld(boolean veryOld) {
            this.veryOld = veryOld;
        }
    }

    public record Renamed(
            @JsonProperty("the-name") @JsonAlias({"old", "older"})
            String name,

            @JsonProperty(required = true) String other) {}

    public static class Unwrapped {
        public String name = "";

        @JsonUnwrapped(prefix = "home_")
        public Address home = new Address();

        @JsonUnwrapped(prefix = "work_", suffix = "_x")
        public Address work = new Address();
    }

    public static class Address {
        public String street = "";
        public int number;
    }

    public static class Any {
        public String name = "";
        private final Map<String, Integer> rest = new LinkedHashMap<>();

        @JsonAnyGetter
        public Map<String, Integer> rest() {
            return rest;
        }

        @JsonAnySetter
        public void put(String name, int value) {
            rest.put(name, value);
        }
    }

    public static class Viewed {
        @JsonView(Views.Open.class)
        public String open = "o";

        @JsonView(Views.Hidden.class)
        public String hidden = "h";

        public String both = "b";
    }

    public interface Views {
        interface Open {}

        interface Hidden extends Open {}
    }

    public record Delegated(@JsonValue String text) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public static Delegated of(String text) {
            return new Delegated(text);
        }
    }

    public record HasDelegated(Delegated a, List<Delegated> b) {}

    public static final class NumberOnly {
        private final long value;

        @JsonCreator
        public NumberOnly(long value) {
            this.value = value;
        }

        @JsonValue
        public long value() {
            return value;
        }
    }

    public record HasNumber(NumberOnly number) {}

    public static final class Factory {
        private final String name;

        private Factory(String name) {
            this.name = name;
        }

        @JsonCreator
        public static Factory of(@JsonProperty("called") String name) {
            return new Factory(name);
        }

        @JsonProperty("called")
        public String name() {
            return name;
        }
    }

    @JsonDeserialize(builder = Built.Builder.class)
    public static final class Built {
        private final String name;

        private Built(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        @JsonPOJOBuilder(withPrefix = "set")
        public static final class Builder {
            private String name = "";

            public Builder setName(String name) {
                this.name = name;
                return this;
            }

            public Built build() {
                return new Built(name);
            }
        }
    }

    public static class Accessed {
        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public String id = "1";

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public String secret = "";

        @JsonIgnore
        public String ignored = "";

        public String plain = "";
    }

    @JsonIgnoreProperties({"b", "notThere"})
    public record Ignoring(String a, String b, Address address) {}

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY, getterVisibility = JsonAutoDetect.Visibility.NONE)
    public static class Fields {
        private String hidden = "h";
        private int count = 1;

        public String getOther() {
            return hidden + count;
        }
    }

    public static class GetSet {
        private String value = "v";

        @JsonGetter("value-of")
        public String read() {
            return value;
        }

        @JsonSetter("value-of")
        public void write(String value) {
            this.value = value;
        }
    }

    public static class Beans {
        private String url = "u";
        private Boolean done = true;

        public String getURL() {
            return url;
        }

        public void setURL(String url) {
            this.url = url;
        }

        public Boolean getDone() {
            return done;
        }

        public void setDone(Boolean done) {
            this.done = done;
        }

        public boolean isOpen() {
            return true;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Included(String a, List<String> b, Optional<String> c) {}

    public record Keys(
            Map<Integer, String> a, Map<Colour, Colour> b, EnumMap<Colour, Integer> c, Map<UUID, List<Address>> d) {}

    public enum Colour {
        @JsonProperty("light-red")
        RED,
        GREEN
    }

    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    public record Constants(Colour one, EnumSet<Colour> some, Colour[] more) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    public sealed interface Shape permits Circle, Square {}

    public record Circle(int radius) implements Shape {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Square(int sideLength, String colourName) implements Shape {}

    public record Shapes(List<Shape> all, Map<String, Shape> named) {}

    public record Times(
            Instant instant,
            LocalDate date,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            LocalDateTime local,
            LocalTime time,
            Duration duration,
            Period period,
            Year year,
            YearMonth month,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Year text,
            @JsonFormat(pattern = "yyyy/MM/dd") LocalDate slashes,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) Instant number,
            Date old,
            Optional<Instant> maybe) {}

    public interface Named {
        String getName();

        default int getLength() {
            return getName().length();
        }
    }

    public record Generic<T>(T value, List<T> values) {}

    public static class OfAddress extends Base<Address> {}

    public static class Base<T> {
        public T one;
        public List<T> many = List.of();
    }

    public record Pair(Generic<Address> a, Generic<Integer> b) {}

    @JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
    public static class Identified {
        public int id = 1;
        public String name = "n";
    }

    @JsonPropertyOrder({"z", "a"})
    @JsonRootName("root")
    public record Ordered(String a, String z) {}

    public record Bytes(
            byte[] raw,
            @JsonFormat(shape = JsonFormat.Shape.STRING) int text,
            @JsonSerialize(using = ToStringSerializer.class) long id,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean flag) {}

    public static class Foreign {
        public String theirName = "t";
        public String gone = "g";
    }

    public abstract static class ForeignMixIn {
        @JsonProperty("our-name")
        public String theirName = "";

        @JsonIgnore
        public String gone = "";
    }

    public record Local(LocalDateTime at) {}

    public record Nullable(@NotNull String a, String b, int c, Integer d) {}

    @GET
    @Path("snake/out")
    public Snake snakeOut() {
        return new Snake("a", 1);
    }

    @POST
    @Path("snake/in")
    public Snake snakeIn(@Valid @NotNull Snake body) {
        return body;
    }

    @GET
    @Path("kebab/out")
    public Kebab kebabOut() {
        return new Kebab();
    }

    @POST
    @Path("kebab/in")
    public Kebab kebabIn(@Valid @NotNull Kebab body) {
        return body;
    }

    @GET
    @Path("renamed/out")
    public Renamed renamedOut() {
        return new Renamed("a", "b");
    }

    @POST
    @Path("renamed/in")
    public Renamed renamedIn(@Valid @NotNull Renamed body) {
        return body;
    }

    @GET
    @Path("unwrapped/out")
    public Unwrapped unwrappedOut() {
        return new Unwrapped();
    }

    @POST
    @Path("unwrapped/in")
    public Unwrapped unwrappedIn(@Valid @NotNull Unwrapped body) {
        return body;
    }

    @GET
    @Path("any/out")
    public Any anyOut() {
        return new Any();
    }

    @POST
    @Path("any/in")
    public Any anyIn(@Valid @NotNull Any body) {
        return body;
    }

    @GET
    @Path("viewed/out")
    @JsonView(Views.Open.class)
    public Viewed viewedOut() {
        return new Viewed();
    }

    @GET
    @Path("delegated/out")
    public HasDelegated delegatedOut() {
        return new HasDelegated(new Delegated("x"), List.of());
    }

    @POST
    @Path("delegated/in")
    public HasDelegated delegatedIn(@Valid @NotNull HasDelegated body) {
        return body;
    }

    @GET
    @Path("numberOnly/out")
    public HasNumber numberOnlyOut() {
        return new HasNumber(new NumberOnly(5));
    }

    @POST
    @Path("numberOnly/in")
    public HasNumber numberOnlyIn(@Valid @NotNull HasNumber body) {
        return body;
    }

    @GET
    @Path("factory/out")
    public Factory factoryOut() {
        return Factory.of("f");
    }

    @POST
    @Path("factory/in")
    public Factory factoryIn(@Valid @NotNull Factory body) {
        return body;
    }

    @GET
    @Path("built/out")
    public Built builtOut() {
        return new Built.Builder().setName("n").build();
    }

    @POST
    @Path("built/in")
    public Built builtIn(@Valid @NotNull Built body) {
        return body;
    }

    @GET
    @Path("accessed/out")
    public Accessed accessedOut() {
        return new Accessed();
    }

    @GET
    @Path("ignoring/out")
    public Ignoring ignoringOut() {
        return new Ignoring("a", "b", new Address());
    }

    @POST
    @Path("ignoring/in")
    public Ignoring ignoringIn(@Valid @NotNull Ignoring body) {
        return body;
    }

    @GET
    @Path("fields/out")
    public Fields fieldsOut() {
        return new Fields();
    }

    @POST
    @Path("fields/in")
    public Fields fieldsIn(@Valid @NotNull Fields body) {
        return body;
    }

    @GET
    @Path("getSet/out")
    public GetSet getSetOut() {
        return new GetSet();
    }

    @POST
    @Path("getSet/in")
    public GetSet getSetIn(@Valid @NotNull GetSet body) {
        return body;
    }

    @GET
    @Path("beans/out")
    public Beans beansOut() {
        return new Beans();
    }

    @GET
    @Path("included/out")
    public Included includedOut() {
        return new Included("a", List.of(), Optional.empty());
    }

    @POST
    @Path("included/in")
    public Included includedIn(@Valid @NotNull Included body) {
        return body;
    }

    @GET
    @Path("keys/out")
    public Keys keysOut() {
        return new Keys(
                Map.of(1, "x"), Map.of(Colour.RED, Colour.GREEN), new EnumMap<>(Map.of(Colour.GREEN, 2)), Map.of());
    }

    @GET
    @Path("constants/out")
    public Constants constantsOut() {
        return new Constants(Colour.RED, EnumSet.of(Colour.GREEN), new Colour[] {Colour.RED});
    }

    @POST
    @Path("constants/in")
    public Constants constantsIn(@Valid @NotNull Constants body) {
        return body;
    }

    @GET
    @Path("shape/out")
    public Shape shapeOut() {
        return new Square(1, "red");
    }

    @GET
    @Path("shapes/out")
    public Shapes shapesOut() {
        return new Shapes(List.of(new Circle(1), new Square(2, "x")), Map.of("a", new Circle(3)));
    }

    @GET
    @Path("times/out")
    public Times timesOut() {
        return new Times(
                Instant.EPOCH,
                LocalDate.EPOCH,
                Instant.EPOCH.atOffset(ZoneOffset.UTC),
                Instant.EPOCH.atZone(ZoneOffset.UTC),
                LocalDateTime.of(2026, 1, 2, 3, 4),
                LocalTime.NOON,
                Duration.ofMinutes(5),
                Period.ofDays(2),
                Year.of(2026),
                YearMonth.of(2026, 11),
                Year.of(2025),
                LocalDate.EPOCH,
                Instant.EPOCH,
                new Date(0),
                Optional.of(Instant.EPOCH));
    }

    @GET
    @Path("named/out")
    public Named namedOut() {
        return new Named() {
            @Override
            public String getName() {
                return "n";
            }
        };
    }

    @GET
    @Path("generic/out")
    public OfAddress genericOut() {
        OfAddress found = new OfAddress();
        found.one = new Address();
        return found;
    }

    @POST
    @Path("generic/in")
    public OfAddress genericIn(@Valid @NotNull OfAddress body) {
        return body;
    }

    @GET
    @Path("pair/out")
    public Pair pairOut() {
        return new Pair(new Generic<>(new Address(), List.of(new Address())), new Generic<>(1, List.of(2)));
    }

    @POST
    @Path("pair/in")
    public Pair pairIn(@Valid @NotNull Pair body) {
        return body;
    }

    @GET
    @Path("identified/out")
    public Identified identifiedOut() {
        return new Identified();
    }

    @POST
    @Path("identified/in")
    public Identified identifiedIn(@Valid @NotNull Identified body) {
        return body;
    }

    @GET
    @Path("ordered/out")
    public Ordered orderedOut() {
        return new Ordered("a", "z");
    }

    @POST
    @Path("ordered/in")
    public Ordered orderedIn(@Valid @NotNull Ordered body) {
        return body;
    }

    @GET
    @Path("bytes/out")
    public Bytes bytesOut() {
        return new Bytes(new byte[] {1}, 2, 3L, true);
    }

    @GET
    @Path("foreign/out")
    public Foreign foreignOut() {
        return new Foreign();
    }

    @POST
    @Path("foreign/in")
    public Foreign foreignIn(@Valid @NotNull Foreign body) {
        return body;
    }

    @GET
    @Path("local/out")
    public Local localOut(@QueryParam("from") LocalDateTime from) {
        return new Local(LocalDateTime.of(2026, 1, 2, 3, 4, 5));
    }

    @POST
    @Path("local/in")
    public Local localIn(@Valid @NotNull Local body) {
        return body;
    }

    @GET
    @Path("nullable/out")
    public Nullable nullableOut() {
        return new Nullable("a", "b", 1, 2);
    }

    @POST
    @Path("nullable/in")
    public Nullable nullableIn(@Valid @NotNull Nullable body) {
        return body;
    }
}
