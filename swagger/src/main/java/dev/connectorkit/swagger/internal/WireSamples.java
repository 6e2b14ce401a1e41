package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.util.ClassUtil;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the form of scalars by having one written: some serializers report another form than they write. */
final class WireSamples {

    private static final String DATE = "\\d{4}-\\d\\d-\\d\\d(T.*)?";
    private static final Map<Class<?>, Object> SAMPLES = samples();

    private WireSamples() {}

    private static Map<Class<?>, Object> samples() {
        OffsetDateTime time = OffsetDateTime.of(2026, 11, 21, 3, 44, 5, 500_000_000, ZoneOffset.UTC);
        Map<Class<?>, Object> samples = new HashMap<>();
        for (Object sample : new Object[] {
            1,
            1L,
            (short) 1,
            (byte) 1,
            1.5,
            1.5f,
            true,
            "text",
            new BigDecimal("1.5"),
            BigInteger.ONE,
            new UUID(1, 2),
            URI.create("https://example.com/"),
            time,
            time.toInstant(),
            time.toLocalDate(),
            time.toLocalDateTime(),
            time.toLocalTime(),
            time.toOffsetTime(),
            time.toZonedDateTime(),
            Duration.ofMillis(1500),
            Year.of(2026),
            YearMonth.of(2026, 11),
            MonthDay.of(11, 21),
            Date.from(time.toInstant())
        }) {
            samples.put(sample.getClass(), sample);
        }
        return samples;
    }

    /** Returns a value of a type; null if it is not a usual scalar. */
    static @Nullable Object of(Class<?> type) {
        return SAMPLES.get(type.isPrimitive() ? ClassUtil.wrapperType(type) : type);
    }

    /** Returns the schema of a value that is written as a text, a number, a boolean, or, of a time, the list of its numbers; null for others. */
    static @Nullable Schema<?> scalar(JsonSerializer<?> serializer, JavaType type, SerializerProvider provider)
            throws JsonMappingException {
        ScalarVisitor visitor = new ScalarVisitor(provider);
        serializer.acceptJsonFormatVisitor(visitor, type);
        Object sample = of(type.getRawClass());
        return sample == null ? visitor.schema() : written(serializer, sample, provider, visitor.schema());
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Schema<?> written(
            JsonSerializer<?> serializer, Object sample, SerializerProvider provider, @Nullable Schema<?> reported) {
        try (TokenBuffer buffer = new TokenBuffer(null, false)) {
            ((JsonSerializer<Object>) serializer).serialize(sample, buffer, provider);
            try (JsonParser parser = buffer.asParser()) {
                JsonToken token = parser.nextToken();
                return token == JsonToken.VALUE_STRING && !isDate(parser.getText(), reported)
                        ? new StringSchema()
                        : of(token, reported);
            }
        } catch (IOException | RuntimeException e) {
            return reported; // a serializer that needs more than a value
        }
    }

    /** Reports whether a text has the form of the date as which it is reported; true of all other texts. */
    private static boolean isDate(String text, @Nullable Schema<?> reported) {
        String format = reported == null ? null : reported.getFormat();
        return format == null || !format.startsWith("date") || text.matches(DATE);
    }

    private static @Nullable Schema<?> of(@Nullable JsonToken token, @Nullable Schema<?> reported) {
        String type = reported == null ? "" : reported.getType();
        if (token == JsonToken.VALUE_STRING) {
            return type.equals("string") ? reported : new StringSchema();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            return type.equals("integer") ? reported : new IntegerSchema().format("int64");
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return type.equals("number") ? reported : new NumberSchema();
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return type.equals("boolean") ? reported : new BooleanSchema();
        } else if (token == JsonToken.START_ARRAY) {
            return new ArraySchema().items(new IntegerSchema());
        }
        return token == JsonToken.VALUE_EMBEDDED_OBJECT
                ? new ObjectSchema()
                : reported; // raw JSON, which may be anything
    }

    /**
     * Returns whether a serializer of the application does not report the form of what it writes. Of scalars that it writes in their usual
     * form, as a text in upper case, the form is known all the same.
     *
     * @param written the form of a sample, null if it is not a scalar
     */
    static boolean isSilent(JsonSerializer<?> serializer, JavaType type, @Nullable Schema<?> written) {
        return !serializer.getClass().getName().startsWith("com.fasterxml.jackson.")
                && reportsNothing(serializer)
                && !isUsual(type.getRawClass(), written);
    }

    private static boolean reportsNothing(JsonSerializer<?> serializer) {
        try {
            return serializer
                    .getClass()
                    .getMethod("acceptJsonFormatVisitor", JsonFormatVisitorWrapper.class, JavaType.class)
                    .getDeclaringClass()
                    .getName()
                    .startsWith("com.fasterxml.jackson.databind.");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isUsual(Class<?> type, @Nullable Schema<?> written) {
        Object sample = of(type);
        if (sample == null || written == null) {
            return false;
        } else if (sample instanceof Boolean) {
            return written.getType().equals("boolean");
        } else if (sample instanceof Number) {
            return written.getType().equals("integer") || written.getType().equals("number");
        }
        return written.getType().equals("string");
    }

    /** Returns the reason to refuse a silent serializer, as the end of a sentence that begins with the type or the property. */
    static String silence(JsonSerializer<?> serializer) {
        return "is written by " + serializer.getClass().getSimpleName()
                + ", which does not report the form of what it writes; override its acceptJsonFormatVisitor, or give the"
                + " form by @Schema";
    }
}
