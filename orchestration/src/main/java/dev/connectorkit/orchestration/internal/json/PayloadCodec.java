package dev.connectorkit.orchestration.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.connectorkit.orchestration.PayloadException;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.TypeRef;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values to JSON text and back; null stands for no text. Thread-safe. */
public final class PayloadCodec {

    private final ObjectMapper mapper;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /** With this mapper. */
    public PayloadCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** With times as ISO 8601, unknown members ignored, and nothing rounded or made up. */
    public static PayloadCodec standard() {
        return new PayloadCodec(JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(
                        LogicalType.Boolean, flag -> flag.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build());
    }

    /**
     * The JSON text of a value.
     *
     * @param what named in the message if it cannot be written
     */
    public @Nullable String write(@Nullable Object value, String what) {
        if (value == null) {
            return null;
        }
        if (value instanceof RawJson raw) {
            return OneValue.checked(raw.text(), what);
        }
        try {
            String text = mapper.writeValueAsString(value);
            return text.equals("null") ? null : text;
        } catch (JsonProcessingException e) {
            throw new PayloadException(
                    "The " + what + " of type " + value.getClass().getName() + " cannot be written as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * The value of a JSON text.
     *
     * @param what named in the message if it does not fit
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type, String what) {
        Type target = type.type();
        if (target == Void.class || target == void.class || (json == null && !isPrimitive(target))) {
            return (T) nothing();
        }
        if (isPrimitive(target) && (json == null || json.strip().equals("null"))) {
            throw notOf(target, json, what, "A primitive takes no null", null);
        }
        try {
            ObjectReader reader = readers.get(target);
            if (reader == null) {
                JavaType javaType = mapper.getTypeFactory().constructType(target);
                reader = mapper.readerFor(javaType);
                readers.put(target, reader);
            }
            return (T) reader.readValue(json);
        } catch (IOException e) {
            String why = e instanceof JsonProcessingException problem ? problem.getOriginalMessage() : e.getMessage();
            throw notOf(target, json, what, why, e);
        }
    }

    private static PayloadException notOf(
            Type target, @Nullable String json, String what, @Nullable String why, @Nullable Throwable cause) {
        return new PayloadException(
                "The " + what + " does not fit the type " + target.getTypeName() + ": " + shortened(json) + ". " + why,
                cause);
    }

    @SuppressWarnings("NullAway") // the caller's type says whether null is one of its values
    private static Object nothing() {
        return null;
    }

    private static boolean isPrimitive(Type type) {
        return type instanceof Class<?> known && known.isPrimitive();
    }

    private static String shortened(@Nullable String json) {
        if (json == null) {
            return "nothing";
        }
        return json.length() > 100 ? json.substring(0, 100) + "..." : json;
    }
}
