package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A property that requests cannot set is read-only in the document of a body. */
class ReadOnlyPropertiesTest {

    record Money(int cents) {
        public String getText() {
            return cents + " c";
        }
    }

    record Line(String product, int amount) {
        @JsonProperty
        @NotNull String label() {
            return amount + " " + product;
        }

        public Money getSum() {
            return new Money(amount);
        }
    }

    static class Order {
        private final List<String> notes = new ArrayList<>();
        private final int version = 1;
        private String name = "";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public List<String> getNotes() {
            return notes;
        }

        public int getVersion() {
            return version;
        }

        public int getLength() {
            return name.length();
        }

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public String etag = "";

        public List<Line> lines = List.of();
        public Map<String, Line> byName = Map.of();
        public Optional<Line> first = Optional.empty();

        @JsonIgnoreProperties("amount")
        public Line without = new Line("", 0);

        @JsonUnwrapped(prefix = "unit")
        public Line unit = new Line("", 0);
    }

    static class Open {
        public String name = "";
        private final Map<String, Object> more = new HashMap<>();

        public int getCount() {
            return more.size();
        }

        @JsonAnySetter
        public void set(String name, Object value) {
            more.put(name, value);
        }
    }

    static class Code {
        private final String text;

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Code(Map<String, String> read) {
            text = read.getOrDefault("text", "");
        }

        public String getText() {
            return text;
        }
    }

    @JsonIdentityInfo(generator = ObjectIdGenerators.IntSequenceGenerator.class)
    static class Identified {
        public String name = "";

        public String getTitle() {
            return name;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    interface Animal {
        String getKind();
    }

    record Cat(int lives, String name) implements Animal {
        @Override
        public String getKind() {
            return "cat";
        }
    }

    record Dog(String bone) implements Animal {
        @Override
        public String getKind() {
            return "dog";
        }

        public String getName() {
            return "Rex";
        }

        public String getNoise() {
            return "wuff";
        }
    }

    record Answer(String text) {
        public int getLength() {
            return text.length();
        }
    }

    @Path("/orders")
    public static class Orders {
        @POST
        public Order order(Order order) {
            return order;
        }

        @POST
        @Path("open")
        public void open(Open open) {}

        @POST
        @Path("code")
        public void code(Code code) {}

        @POST
        @Path("identified")
        public void identified(Identified identified) {}

        @POST
        @Path("animals")
        public void animals(List<Animal> animals) {}

        @GET
        public Answer answer() {
            throw new UnsupportedOperationException();
        }
    }

    private static final JsonNode DOCUMENT = Described.swagger(Orders.class);

    private static Set<String> readOnly(String pointer) {
        Set<String> names = new TreeSet<>();
        DOCUMENT.at(pointer + "/properties").properties().forEach(property -> {
            if (property.getValue().path("readOnly").asBoolean()) {
                names.add(property.getKey());
            }
        });
        return names;
    }

    @Test
    void what_only_a_getter_gives_is_read_only_in_a_body() {
        assertThat(readOnly("/definitions/Order")).containsExactly("etag", "length", "unitlabel", "unitsum");
        assertThat(readOnly("/definitions/Line")).containsExactly("label", "sum");
        assertThat(readOnly("/definitions/Order/properties/without")).containsExactly("label", "sum");
    }

    @Test
    void what_is_read_only_has_its_properties_and_is_not_required() {
        JsonNode line = DOCUMENT.at("/definitions/Line");
        assertThat(line.at("/properties/sum/properties/cents/type").asText()).isEqualTo("integer");
        assertThat(line.has("required")).isFalse();
    }

    @Test
    void what_is_read_in_another_way_than_by_a_setter_is_an_input() {
        assertThat(readOnly("/definitions/Open")).isEmpty();
        assertThat(readOnly("/definitions/Code")).isEmpty();
        assertThat(readOnly("/definitions/Identified")).containsExactly("title");
    }

    @Test
    void a_property_of_several_subtypes_is_an_input_if_one_of_them_reads_it() {
        assertThat(readOnly("/definitions/Animal")).containsExactly("noise");
        assertThat(DOCUMENT.at("/definitions/Animal/required").toString()).contains("kind");
    }

    @Test
    void an_answer_alone_has_no_inputs_to_tell_apart() {
        assertThat(readOnly("/definitions/Answer")).isEmpty();
        assertThat(DOCUMENT.at("/definitions/Answer/properties/length/type").asText())
                .isEqualTo("integer");
    }
}
