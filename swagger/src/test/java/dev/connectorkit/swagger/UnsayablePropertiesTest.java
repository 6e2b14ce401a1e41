package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIdentityReference;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Annotations of Jackson on properties whose effect no document can describe fail the start. */
class UnsayablePropertiesTest {

    interface Pet {}

    record Cat(String name) implements Pet {}

    @JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
    record Owner(String id, String name) {}

    record Visit(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
            @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
            Pet pet,

            @JsonIdentityReference(alwaysAsId = true) Owner owner,

            @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
            List<String> notes,

            @JsonSerialize(using = Silent.class) int weight,
            @JsonSerialize(using = Shouting.class) String remark) {}

    /** Writes a text as another text, so that its form is known without a report. */
    static class Shouting extends StdSerializer<String> {
        private static final long serialVersionUID = 1L;

        Shouting() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toUpperCase(Locale.ROOT));
        }
    }

    static class Silent extends StdSerializer<Integer> {
        private static final long serialVersionUID = 1L;

        Silent() {
            super(Integer.class);
        }

        @Override
        public void serialize(Integer value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value + " kg");
        }
    }

    @Path("/visits")
    static class Visits {
        @GET
        public Visit next() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void each_is_named_with_its_type_and_advice() {
        InvalidConnectorException refused = catchThrowableOfType(
                InvalidConnectorException.class,
                () -> ConnectorDocument.of(
                        ConnectorDescription.builder().resources(Visits.class).build()));
        assertThat(refused.problems())
                .containsExactlyInAnyOrder(
                        "Visit.pet has @JsonTypeInfo, and a document has the subtypes of a type alone; put it on the type",
                        "Visit.owner is written as an id by @JsonIdentityReference, and read as one of an object before it,"
                                + " which a document cannot say; make the id a property of its own",
                        "Visit.notes is an array or, with one element, that element, which designers cannot show; remove"
                                + " WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED",
                        "Visit.weight is written by Silent, which does not report the form of what it writes; override its"
                                + " acceptJsonFormatVisitor, or give the form by @Schema");
    }
}
