package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.Summary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A type that Jackson writes with the id of its subtype is described as one object with the properties of all subtypes. */
class PolymorphismTest {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Cat.class, name = "cat"), @JsonSubTypes.Type(Dog.class)})
    interface Animal {}

    record Cat(
            @JsonProperty(required = true) String name,
            @Summary("Lives") int lives) implements Animal {}

    @JsonTypeName("dog")
    record Dog(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String bark) implements Animal {}

    record Owner(Animal pet, List<Animal> others) {}

    @Path("/animals")
    static class Animals {
        @GET
        public List<Animal> all() {
            throw new UnsupportedOperationException();
        }

        @POST
        public void add(Animal animal) {}

        @GET
        @Path("cat")
        public Cat cat() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("owner")
        public Owner owner() {
            throw new UnsupportedOperationException();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    @JsonSubTypes(@JsonSubTypes.Type(Inside.class))
    interface Wrapped {}

    record Inside(int value) implements Wrapped {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Open {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Metres.class), @JsonSubTypes.Type(Feet.class)})
    interface Length {}

    record Metres(int value) implements Length {}

    record Feet(String value) implements Length {}

    @Path("/refused")
    static class Refused {
        @GET
        @Path("wrapped")
        public Wrapped wrapped() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("open")
        public Open open() {
            throw new UnsupportedOperationException();
        }

        @GET
        @Path("length")
        public Length length() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void the_base_type_has_the_properties_of_all_subtypes_and_requires_the_common_ones() {
        JsonNode animal = Described.swagger(Animals.class).at("/definitions/Animal");
        assertThat(animal.at("/properties/kind/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("cat", "dog");
        assertThat(animal.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kind", "name", "lives", "bark");
        assertThat(animal.path("required")).extracting(JsonNode::asText).containsExactlyInAnyOrder("kind", "name");
        assertThat(animal.at("/properties/lives/x-ms-summary").asText()).isEqualTo("Lives");
        assertThat(animal.has("allOf")).isFalse();
    }

    @Test
    void a_subtype_has_its_own_id_alone() {
        JsonNode cat = Described.swagger(Animals.class).at("/definitions/Cat");
        assertThat(cat.at("/properties/kind/enum")).extracting(JsonNode::asText).containsExactly("cat");
        assertThat(cat.path("properties").has("bark")).isFalse();
    }

    @Test
    void what_cannot_be_one_object_is_refused() {
        assertThat(Described.problems(Refused.class))
                .anySatisfy(
                        problem -> assertThat(problem).contains("Wrapped is written", "WRAPPER_OBJECT", "As.PROPERTY"))
                .anySatisfy(problem -> assertThat(problem).contains("Open has no subtype", "@JsonSubTypes"))
                .anySatisfy(problem -> assertThat(problem).contains("Metres.value", "Feet.value", "different types"));
    }
}
