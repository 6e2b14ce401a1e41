package dev.connectorkit.orchestration.runtime;

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
import dev.connectorkit.orchestration.ActivityContext;
import dev.connectorkit.orchestration.PayloadException;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RegisteredActivity;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.storage.StorableText;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Converts payloads to JSON text and back; a null text is no payload. Thread-safe. */
public final class Payloads {

    private final ObjectMapper mapper;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /** Creates a codec with a mapper. */
    public Payloads(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns a codec with ISO 8601 times that ignores unknown members and coerces no types. */
    public static Payloads standard() {
        return new Payloads(JsonMapper.builder()
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

    /** Runs an activity on the JSON text of an input, and returns that of its output. */
    public <I extends @Nullable Object> @Nullable String run(
            RegisteredActivity<I, ?> activity, ActivityContext context, @Nullable String json) throws Exception {
        I input = read(json, activity.input(), "input of activity " + activity.name());
        return write(activity.code().run(context, input), "output of activity " + activity.name());
    }

    /** Runs an orchestration on the JSON text of an input, and returns that of its output. */
    public <I extends @Nullable Object> @Nullable String run(
            RegisteredOrchestration<I, ?> orchestration, TaskOrchestrationContext context, @Nullable String json)
            throws Exception {
        I input = read(json, orchestration.input(), "input of orchestration " + orchestration.name());
        return write(orchestration.code().run(context, input), "output of orchestration " + orchestration.name());
    }

    /**
     * Returns the JSON text of a value.
     *
     * @param what names the payload in messages
     * @throws PayloadException if it cannot be written
     */
    public @Nullable String write(@Nullable Object value, String what) {
        if (value == null) {
            return null;
        }
        if (value instanceof RawJson raw) {
            String text = OneValue.checked(raw.text(), what);
            return text == null ? null : StorableText.escaped(text);
        }
        try {
            String text = mapper.writeValueAsString(value);
            return text.equals("null") ? null : StorableText.escaped(text);
        } catch (JsonProcessingException e) {
            throw new PayloadException(
                    "The " + what + " of type " + value.getClass().getName() + " cannot be written as JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /**
     * Returns the value of a JSON text.
     *
     * @param what names the payload in messages
     * @throws PayloadException if it does not fit the type
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type, String what) {
        Type target = type.type();
        if (target == Void.class || target == void.class) {
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
            if (json == null && !hasNullValue(mapper.getTypeFactory().constructType(target))) {
                return (T) nothing();
            }
            return (T) reader.readValue(json == null ? "null" : json);
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

    @SuppressWarnings("NullAway") // the type argument of the caller admits null
    private static Object nothing() {
        return null;
    }

    /** Returns whether the type has a value of its own for null, as {@code Optional} has. */
    private static boolean hasNullValue(JavaType type) {
        return type.isReferenceType()
                || type.isTypeOrSubTypeOf(OptionalInt.class)
                || type.isTypeOrSubTypeOf(OptionalLong.class)
                || type.isTypeOrSubTypeOf(OptionalDouble.class);
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
