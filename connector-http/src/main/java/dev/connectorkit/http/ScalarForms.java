package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Has scalars read only in the form in which the mapper writes them, where Jackson takes others too and has no feature against it: a
 * text or a number for times, a text for bytes and for what has a form of text, finite numbers for numbers and in JSON of any form,
 * and no null in lists of primitives. Deserializers of the author's stay as they are.
 */
final class ScalarForms extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> NUMBERS = Set.of(
            byte.class,
            Byte.class,
            double.class,
            Double.class,
            float.class,
            Float.class,
            Number.class,
            OptionalDouble.class,
            double[].class,
            float[].class);

    private static final Set<Class<?>> LISTS = Set.of(int[].class, long[].class, short[].class, boolean[].class);

    /** The types of which Jackson takes a number as a text as well. */
    private static final List<Class<?>> DATED = List.of(
            Date.class,
            Calendar.class,
            XMLGregorianCalendar.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class);

    static final Pattern DATE = Pattern.compile("[-+]?\\d{4,}-\\d\\d-\\d\\d(?:[Tt]\\S+)?");

    private final ObjectMapper mapper;

    /** @param mapper writes the forms; its features are read at the first value of a type */
    ScalarForms(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> found) {
        return modified(bean.getBeanClass(), found);
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config, ArrayType type, BeanDescription bean, JsonDeserializer<?> found) {
        return modified(type.getRawClass(), found);
    }

    @Override
    public JsonDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config, ReferenceType type, BeanDescription bean, JsonDeserializer<?> found) {
        return modified(type.getRawClass(), found);
    }

    @Override
    public KeyDeserializer modifyKeyDeserializer(DeserializationConfig config, JavaType type, KeyDeserializer found) {
        Class<?> raw = type.getRawClass();
        return isOfJackson(found) && (NUMBERS.contains(raw) || isDated(raw))
                ? new ScalarKeys(found, raw, mapper)
                : found;
    }

    private static boolean isOfJackson(Object deserializer) {
        return deserializer.getClass().getName().startsWith("com.fasterxml.jackson.");
    }

    static boolean isDated(Class<?> type) {
        return DATED.stream().anyMatch(dated -> dated.isAssignableFrom(type));
    }

    static boolean isFinite(@Nullable Object value) {
        if (value instanceof double[] numbers) {
            return DoubleStream.of(numbers).allMatch(Double::isFinite);
        } else if (value instanceof float[] numbers) {
            return IntStream.range(0, numbers.length).allMatch(i -> Float.isFinite(numbers[i]));
        } else if (value instanceof OptionalDouble optional) {
            return optional.isEmpty() || Double.isFinite(optional.getAsDouble());
        }
        return !(value instanceof Double || value instanceof Float) || Double.isFinite(((Number) value).doubleValue());
    }

    private JsonDeserializer<?> modified(Class<?> type, JsonDeserializer<?> found) {
        if (!isOfJackson(found)) {
            return found;
        } else if (type == Object.class) {
            return new FiniteNumbers(found);
        } else if (NUMBERS.contains(type)) {
            return new Exact(type.isArray() ? new PrimitiveElements(found) : found);
        } else if (LISTS.contains(type)) {
            return new PrimitiveElements(found);
        }
        boolean text = found.logicalType() == LogicalType.DateTime
                || found.logicalType() == LogicalType.Binary
                || found instanceof FromStringDeserializer
                || (type == char[].class && !mapper.isEnabled(SerializationFeature.WRITE_CHAR_ARRAYS_AS_JSON_ARRAYS));
        return text ? new Text(found, mapper, false) : found;
    }

    /** Reads numbers, none of which stands for another one or for infinity, or is no number. */
    private static final class Exact extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        Exact(JsonDeserializer<?> number) {
            super(number);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> number) {
            return new Exact(number);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            boolean text = parser.hasToken(JsonToken.VALUE_STRING);
            Class<?> type = handledType();
            if (text && type.isArray()) {
                throw MismatchedInputException.from(parser, type, "It must be a list");
            }
            boolean whole = parser.hasToken(JsonToken.VALUE_NUMBER_INT);
            Object value = super.deserialize(parser, context);
            boolean wrapped = whole && value instanceof Byte number && parser.getIntValue() != number;
            if (!wrapped && isFinite(value)) {
                return value;
            }
            throw new UnexpectedFormException(parser, type, text ? Expectation.of(type) : Expectation.ofRange(type));
        }
    }

    /** Reads texts, and values that come from Java and not from JSON. */
    private static final class Text extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        private final ObjectMapper mapper;
        private final boolean instant;

        Text(JsonDeserializer<?> scalar, ObjectMapper mapper, boolean instant) {
            super(scalar);
            this.mapper = mapper;
            this.instant = instant;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> scalar) {
            return new Text(scalar, mapper, instant);
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
                throws JsonMappingException {
            JsonDeserializer<?> scalar = context.handleSecondaryContextualization(
                    getDelegatee(), property, context.constructType(handledType()));
            boolean time = logicalType() == LogicalType.DateTime || isDated(handledType());
            WrittenTime written =
                    time ? WrittenTime.of(scalar, context.constructType(handledType()), property, mapper) : null;
            JsonFormat.Value format = findFormatOverrides(context, property, handledType());
            return written == null ? new Text(scalar, mapper, isDated(handledType()) && !format.hasPattern()) : written;
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING) && logicalType() == LogicalType.Binary) {
                parser.getText(); // read to its end, as the parser may decode beyond it otherwise
            }
            boolean text = parser.hasToken(JsonToken.VALUE_STRING)
                    ? !instant || DATE.matcher(parser.getText()).matches()
                    : parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
                            || context.isEnabled(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS);
            if (!text) {
                throw MismatchedInputException.from(parser, handledType(), "It must be a text");
            }
            return super.deserialize(parser, context);
        }
    }
}
