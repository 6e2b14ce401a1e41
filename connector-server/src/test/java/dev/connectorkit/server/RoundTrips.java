package dev.connectorkit.server;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types whose answers are sent back as requests: what annotations write is what is read. */
@Path("/trips")
@Produces("application/json")
@Consumes("application/json")
public class RoundTrips {

    public enum Level {
        LOW,
        HIGH
    }

    @JsonFormat(shape = JsonFormat.Shape.NUMBER)
    public enum Rank {
        FIRST,
        SECOND
    }

    public enum Share {
        HALF(0.5),
        MORE(1.25);

        private final double value;

        Share(double value) {
            this.value = value;
        }

        @JsonValue
        public double value() {
            return value;
        }
    }

    public enum Open {
        YES(true),
        NO(false);

        @JsonValue
        public final boolean open;

        Open(boolean open) {
            this.open = open;
        }
    }

    public record Numbers(
            Share share,
            List<Share> shares,
            Optional<Open> open,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Level level,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) List<Level> levels,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) Map<String, Level> named,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Optional<Level> maybe,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean flag,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Month month,
            Rank rank,
            List<Rank> ranks,
            Map<Rank, String> byRank,
            Level plain) {}

    public record Texts(
            @JsonFormat(shape = JsonFormat.Shape.STRING) int whole,
            @JsonFormat(shape = JsonFormat.Shape.STRING) List<Integer> all,
            @JsonSerialize(using = ToStringSerializer.class) Long id,
            @JsonSerialize(using = ToStringSerializer.class) BigDecimal price,
            @JsonSerialize(using = ToStringSerializer.class) BigInteger big,
            @JsonSerialize(using = ToStringSerializer.class) boolean flag,

            @JsonSerialize(contentUsing = ToStringSerializer.class)
            List<Long> ids,

            @JsonSerialize(contentUsing = ToStringSerializer.class)
            Map<String, Double> named,

            @JsonSerialize(contentUsing = ToStringSerializer.class)
            Optional<Integer> maybe,

            @JsonSerialize(contentUsing = ToStringSerializer.class)
            Boolean[] flags) {}

    public record Times(
            @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) LocalDate number,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) List<LocalDate> numbers,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) LocalDate list,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) LocalDate day,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) LocalDateTime at,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) YearMonth month,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Duration span,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant seconds,
            List<java.sql.Date> days,
            List<java.sql.Time> hours) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public static class Within {
        public String name = "n";

        @JsonIgnoreProperties("name")
        public List<Within> children = List.of();

        @JsonIgnoreProperties("children")
        public Within parent;
    }

    public static class Raw {
        @JsonRawValue
        public String raw = "{\"a\":1}";
    }

    public static class Further {
        public String name = "n";
        private final Map<String, Integer> rest = new LinkedHashMap<>(Map.of("z", 1));

        @JsonAnyGetter
        public Map<String, Integer> rest() {
            return rest;
        }

        @JsonAnySetter
        public void put(String name, int value) {
            rest.put(name, value);
        }
    }

    public static class Whole {
        @JsonAnyGetter
        @JsonAnySetter
        public Map<String, List<Integer>> rest = new LinkedHashMap<>(Map.of("z", List.of(1)));
    }

    public static class OwnMap extends LinkedHashMap<String, Level> {
        private static final long serialVersionUID = 1L;
    }

    public record Maps(
            Map.Entry<String, Integer> entry,
            List<Map.Entry<Level, Level>> entries,
            Map<String, Object> anything,
            OwnMap own) {}

    public record Nodes(ObjectNode object, ArrayNode array, TextNode text, IntNode number) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Cat.class), @JsonSubTypes.Type(Dog.class)})
    public interface Pet {}

    public record Cat(int lives) implements Pet {}

    public record Dog(String tricks) implements Pet {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = Card.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Cash.class, name = "cash")
    })
    public interface Payment {}

    public record Card(String number) implements Payment {}

    public record Cash(String currency) implements Payment {}

    public record Bought(Pet pet, Payment payment, List<Pet> more) {}

    @JsonIgnoreType
    public record Secret(String text) {}

    public record Hidden(Secret secret, String name) {}

    @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class, property = "@id")
    public static class Numbered {
        public String name = "n";
    }

    @GET
    @Path("numbers/out")
    public Numbers numbersOut() {
        return new Numbers(
                Share.MORE,
                List.of(Share.HALF, Share.MORE),
                Optional.of(Open.NO),
                Level.HIGH,
                List.of(Level.LOW, Level.HIGH),
                Map.of("a", Level.HIGH),
                Optional.of(Level.HIGH),
                true,
                Month.MAY,
                Rank.SECOND,
                List.of(Rank.SECOND),
                Map.of(Rank.SECOND, "b"),
                Level.HIGH);
    }

    @POST
    @Path("numbers/in")
    public Numbers numbersIn(@Valid @NotNull Numbers body) {
        return body;
    }

    @GET
    @Path("texts/out")
    public Texts textsOut() {
        return new Texts(
                1,
                List.of(2),
                3L,
                new BigDecimal("4.50"),
                BigInteger.TEN.pow(30),
                true,
                List.of(5L),
                Map.of("a", 1.5),
                Optional.of(6),
                new Boolean[] {false});
    }

    @POST
    @Path("texts/in")
    public Texts textsIn(@Valid @NotNull Texts body) {
        return body;
    }

    @GET
    @Path("times/out")
    public Times timesOut() {
        return new Times(
                LocalDate.of(2026, 1, 2),
                List.of(LocalDate.of(1969, 12, 31)),
                LocalDate.of(2026, 1, 2),
                LocalDate.of(2026, 1, 2),
                LocalDateTime.of(2026, 1, 2, 3, 4, 5),
                YearMonth.of(2026, 11),
                Duration.ofMinutes(1),
                Instant.EPOCH,
                List.of(java.sql.Date.valueOf("2026-01-02")),
                List.of(java.sql.Time.valueOf("10:11:12")));
    }

    @POST
    @Path("times/in")
    public Times timesIn(@Valid @NotNull Times body) {
        return body;
    }

    @GET
    @Path("within/out")
    public Within withinOut() {
        Within within = new Within();
        Within child = new Within();
        child.children = List.of(new Within());
        within.children = List.of(child);
        within.parent = new Within();
        within.parent.parent = new Within();
        return within;
    }

    @POST
    @Path("within/in")
    public Within withinIn(@Valid @NotNull Within body) {
        return body;
    }

    @GET
    @Path("raw/out")
    public Raw rawOut() {
        return new Raw();
    }

    @POST
    @Path("raw/in")
    public Raw rawIn(@Valid @NotNull Raw body) {
        return body;
    }

    @GET
    @Path("further/out")
    public Further furtherOut() {
        return new Further();
    }

    @POST
    @Path("further/in")
    public Further furtherIn(@Valid @NotNull Further body) {
        return body;
    }

    @GET
    @Path("whole/out")
    public Whole wholeOut() {
        return new Whole();
    }

    @POST
    @Path("whole/in")
    public Whole wholeIn(@Valid @NotNull Whole body) {
        return body;
    }

    @GET
    @Path("maps/out")
    public Maps mapsOut() {
        OwnMap own = new OwnMap();
        own.put("a", Level.LOW);
        return new Maps(
                Map.entry("a", 1), List.of(Map.entry(Level.LOW, Level.HIGH)), Map.of("a", 1, "b", List.of("c")), own);
    }

    @POST
    @Path("maps/in")
    public Maps mapsIn(@Valid @NotNull Maps body) {
        return body;
    }

    @GET
    @Path("nodes/out")
    public Nodes nodesOut() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return new Nodes(
                nodes.objectNode(), nodes.arrayNode().addObject().arrayNode(), nodes.textNode("t"), IntNode.valueOf(1));
    }

    @POST
    @Path("nodes/in")
    public Nodes nodesIn(@Valid @NotNull Nodes body) {
        return body;
    }

    @GET
    @Path("bought/out")
    public Bought boughtOut() {
        return new Bought(new Cat(9), new Cash("EUR"), List.of(new Dog("sit"), new Cat(7)));
    }

    @POST
    @Path("bought/in")
    public Bought boughtIn(@Valid @NotNull Bought body) {
        return body;
    }

    @GET
    @Path("hidden/out")
    public Hidden hiddenOut() {
        return new Hidden(new Secret("s"), "n");
    }

    @POST
    @Path("hidden/in")
    public Hidden hiddenIn(@Valid @NotNull Hidden body) {
        return body;
    }

    @GET
    @Path("numbered/out")
    public Numbered numberedOut() {
        return new Numbered();
    }

    @POST
    @Path("numbered/in")
    public Numbered numberedIn(@Valid @NotNull Numbered body) {
        return body;
    }
}
