package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonValueFormat;
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
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records the scalar, or the type of the elements, that a serializer reports. */
final class ScalarVisitor extends JsonFormatVisitorWrapper.Base {

    /** The types whose texts have the format that their serializers report; those of Year and the like report date-time too. */
    private static final Map<Class<?>, JsonValueFormat> FORMATS = Map.of(
            Instant.class, JsonValueFormat.DATE_TIME,
            OffsetDateTime.class, JsonValueFormat.DATE_TIME,
            ZonedDateTime.class, JsonValueFormat.DATE_TIME,
            LocalDateTime.class, JsonValueFormat.DATE_TIME,
            Date.class, JsonValueFormat.DATE_TIME,
            LocalDate.class, JsonValueFormat.DATE);

    private @Nullable Schema<?> schema;
    private @Nullable JavaType elements;

    ScalarVisitor(SerializerProvider provider) {
        super(provider);
    }

    /** Returns the schema of a text, a number or a boolean; null if the serializer reports none. */
    @Nullable Schema<?> schema() {
        return schema;
    }

    /** Returns the type of the elements of an array; null if the serializer reports none. */
    @Nullable JavaType elements() {
        return elements;
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        return new JsonArrayFormatVisitor.Base() {
            @Override
            public void itemsFormat(JsonFormatVisitable handler, JavaType element) {
                elements = element;
            }
        };
    }

    @Override
    public JsonStringFormatVisitor expectStringFormat(JavaType type) {
        StringSchema text = new StringSchema();
        schema = text;
        return new JsonStringFormatVisitor.Base() {
            @Override
            public void format(JsonValueFormat format) {
                if (format == FORMATS.get(type.getRawClass())) {
                    boolean local = type.hasRawClass(LocalDateTime.class);
                    text.setFormat(local ? Formats.LOCAL_DATE_TIME : format.toString());
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
