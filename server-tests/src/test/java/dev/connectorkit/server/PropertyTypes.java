package dev.connectorkit.server;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types whose properties are written in another form than their types are elsewhere, by annotations on the properties. */
@Path("/properties")
@Produces("application/json")
@Consumes("application/json")
public class PropertyTypes {

    public static class Address {
        public String street = "s";
        public int number = 1;
        public Town town = new Town();
    }

    public static class Town {
        public String name = "t";
        public String code = "c";
    }

    public static class Narrowed {
        @JsonIgnoreProperties("number")
        public Address ignoring = new Address();

        @JsonIncludeProperties({"street", "town"})
        public List<Address> including = List.of(new Address());

        @JsonIgnoreProperties({"street", "town"})
        public Map<String, Address> named = Map.of("a", new Address());

        @JsonIncludeProperties("number")
        public Optional<Address> maybe = Optional.of(new Address());

        @JsonIgnoreProperties("town")
        public Address[] array = {new Address()};

        @JsonIncludeProperties("street")
        public List<List<Address>> nested = List.of(List.of(new Address()));

        public Address whole = new Address();

        public List<Address> all = List.of(new Address());
    }

    /** One property only for answers, one only for requests. */
    public static class OneWay {
        @JsonIgnoreProperties(value = "number", allowGetters = true)
        public Address got = new Address();

        @JsonIgnoreProperties(value = "number", allowSetters = true)
        public Address set = new Address();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static class Node {
        public String name = "n";

        @JsonIgnoreProperties("children")
        public Node parent;

        public List<Node> children = List.of();
    }

    public record Outer(
            @JsonIgnoreProperties("code") Town town,
            @JsonIncludeProperties("code") List<Town> towns) {}

    public interface Short {
        String getName();
    }

    public static class Long implements Short {
        @Override
        public String getName() {
            return "n";
        }

        public int getSize() {
            return 1;
        }
    }

    public static class TownCode extends StdConverter<Town, String> {
        @Override
        public String convert(Town town) {
            return town.code;
        }
    }

    public static class TownOf extends StdConverter<Address, Town> {
        @Override
        public Town convert(Address address) {
            return address.town;
        }
    }

    public enum Level {
        LOW,
        HIGH
    }

    public static class Contents {
        @JsonFormat(pattern = "yyyy/MM/dd")
        public List<LocalDate> days = List.of(LocalDate.EPOCH);

        @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT)
        public List<Instant> instants = List.of(Instant.EPOCH);

        @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT)
        public Map<String, Instant> byName = Map.of("a", Instant.EPOCH);

        @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT)
        public Optional<Instant> maybe = Optional.of(Instant.EPOCH);

        @JsonSerialize(contentUsing = ToStringSerializer.class)
        public List<Integer> texts = List.of(1);

        @JsonSerialize(contentUsing = ToStringSerializer.class)
        public Map<String, Integer> namedTexts = Map.of("a", 1);

        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        public List<Level> numbers = List.of(Level.HIGH);

        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
        public Level number = Level.HIGH;

        @JsonFormat(pattern = "yyyy")
        public LocalDate[] years = {LocalDate.EPOCH};

        @JsonSerialize(as = Short.class)
        public Long as = new Long();

        @JsonSerialize(contentAs = Short.class)
        public List<Long> allAs = List.of(new Long());

        @JsonSerialize(converter = TownCode.class)
        public Town code = new Town();

        @JsonSerialize(contentConverter = TownCode.class)
        public List<Town> codes = List.of(new Town());

        @JsonSerialize(converter = TownOf.class)
        public Address town = new Address();

        public Long whole = new Long();

        public Level plain = Level.LOW;
    }

    @GET
    @Path("narrowed/out")
    public Narrowed narrowedOut() {
        return new Narrowed();
    }

    @POST
    @Path("narrowed/in")
    public Narrowed narrowedIn(@Valid @NotNull Narrowed body) {
        return body;
    }

    @GET
    @Path("oneWay/out")
    public OneWay oneWayOut() {
        return new OneWay();
    }

    @POST
    @Path("oneWay/in")
    @Produces("text/plain")
    public String oneWayIn(@Valid @NotNull OneWay body) {
        return body.got.number + "|" + body.set.number;
    }

    @GET
    @Path("node/out")
    public Node nodeOut() {
        Node node = new Node();
        node.parent = new Node();
        node.parent.parent = new Node();
        node.parent.parent.parent = new Node();
        Node child = new Node();
        child.parent = new Node();
        node.children = List.of(child);
        return node;
    }

    @GET
    @Path("outer/out")
    public List<Outer> outerOut() {
        return List.of(new Outer(new Town(), List.of(new Town())));
    }

    @POST
    @Path("outer/in")
    public Outer outerIn(@Valid @NotNull Outer body) {
        return body;
    }

    @GET
    @Path("contents/out")
    public Contents contentsOut() {
        return new Contents();
    }
}
