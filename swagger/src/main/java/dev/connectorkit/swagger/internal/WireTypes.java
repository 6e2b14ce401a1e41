package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonValueFormat;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Determines the scalars that an {@link ObjectMapper} writes, by asking its serializers. */
final class WireTypes {

    /** The types whose texts have the format that their serializers report; those of Year and the like report date-time too. */
    private static final Map<Class<?>, JsonValueFormat> FORMATS = Map.of(
            Instant.class, JsonValueFormat.DATE_TIME,
            OffsetDateTime.class, JsonValueFormat.DATE_TIME,
            ZonedDateTime.class, JsonValueFormat.DATE_TIME,
            LocalDateTime.class, JsonValueFormat.DATE_TIME,
            Date.class, JsonValueFormat.DATE_TIME,
            LocalDate.class, JsonValueFormat.DATE);

    private final ObjectMapper mapper;

    WireTypes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns the schema of a type that is written as a text, a number or a boolean; empty for every other type. */
    Optional<Schema<?>> scalar(JavaType type) {
        if (CharSequence.class.isAssignableFrom(type.getRawClass()) || type.getRawClass() == char[].class) {
            return Optional.of(new StringSchema()); // what their visitors report is not what they write
        }
        Visitor visitor = new Visitor(mapper.getSerializerProviderInstance());
        try {
            mapper.acceptJsonFormatVisitor(type, visitor);
        } catch (JsonMappingException | IllegalArgumentException e) {
            return Optional.empty(); // no serializer: a type that is only read
        }
        return Optional.ofNullable(visitor.schema);
    }

    /** Returns the values of an enum as they are written, in the order of its constants. */
    List<JsonNode> values(Class<?> type) {
        List<JsonNode> values = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            values.add(mapper.valueToTree(constant));
        }
        return values;
    }

    /** Returns the properties of an object that are written as scalars, by name. */
    Map<String, Schema<?>> properties(JavaType type) {
        Map<String, Schema<?>> properties = new LinkedHashMap<>();
        try {
            mapper.acceptJsonFormatVisitor(
                    type, new JsonFormatVisitorWrapper.Base(mapper.getSerializerProviderInstance()) {
                        @Override
                        public JsonObjectFormatVisitor expectObjectFormat(JavaType object) {
                            return new Members(getProvider(), properties);
                        }
                    });
        } catch (JsonMappingException | IllegalArgumentException e) {
            properties.clear();
        }
        return properties;
    }

    /** Visits the properties of one object. */
    private static final class Members extends JsonObjectFormatVisitor.Base {

        private final Map<String, Schema<?>> found;

        Members(SerializerProvider provider, Map<String, Schema<?>> found) {
            super(provider);
            this.found = found;
        }

        @Override
        public void property(BeanProperty property) throws JsonMappingException {
            optionalProperty(property);
        }

        @Override
        public void optionalProperty(BeanProperty property) throws JsonMappingException {
            SerializerProvider provider = getProvider();
            JsonSerializer<?> serializer =
                    property instanceof BeanPropertyWriter writer ? (JsonSerializer<?>) writer.getSerializer() : null;
            Visitor visitor = new Visitor(provider);
            (serializer == null ? provider.findPrimaryPropertySerializer(property.getType(), property) : serializer)
                    .acceptJsonFormatVisitor(visitor, property.getType());
            Schema<?> schema = visitor.schema;
            if (schema != null) {
                JsonFormat.Value format = property.findPropertyFormat(provider.getConfig(), Object.class);
                found.put(property.getName(), format.hasPattern() ? new StringSchema() : schema);
            }
        }

        @Override
        public void property(String name, JsonFormatVisitable handler, JavaType type) {}

        @Override
        public void optionalProperty(String name, JsonFormatVisitable handler, JavaType type) {}
    }

    /** Records the scalar that a serializer reports. */
    private static final class Visitor extends JsonFormatVisitorWrapper.Base {

        private @Nullable Schema<?> schema;

        Visitor(SerializerProvider provider) {
            super(provider);
        }

        @Override
        public JsonStringFormatVisitor expectStringFormat(JavaType type) {
            StringSchema text = new StringSchema();
            schema = text;
            return new JsonStringFormatVisitor.Base() {
                @Override
                public void format(JsonValueFormat format) {
                    if (format == FORMATS.get(type.getRawClass())) {
                        text.setFormat(format.toString());
                    }
                }
            };
        }

        @Override
        public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
            IntegerSchema number = new IntegerSchema();
            number.setFormat("int64");
            schema = number;
            return new JsonIntegerFormatVisitor.Base() {
                @Override
                public void numberType(JsonParser.NumberType width) {
                    number.setFormat(
                            switch (width) {
                                case INT -> "int32";
                                case BIG_INTEGER -> null;
                                default -> "int64";
                            });
                }
            };
        }

        @Override
        public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
            schema = new NumberSchema();
            return new JsonNumberFormatVisitor.Base() {};
        }

        @Override
        public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
            schema = new BooleanSchema();
            return new JsonBooleanFormatVisitor.Base() {};
        }
    }
}
