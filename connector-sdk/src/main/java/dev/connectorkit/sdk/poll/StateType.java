package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Java type of a trigger state.
 *
 * @param javaType the type, boxed
 * @param expectation what its text looks like, for people
 * @param read text to value; IllegalArgumentException for a text of another form
 * @param write value to text
 * @param start the value for a first poll; null where only the author can know one
 */
record StateType(
        Class<?> javaType,
        String expectation,
        Function<String, Object> read,
        Function<Object, String> write,
        @Nullable Function<Instant, Object> start) {

    static final String SUPPORTED = "Instant, Cursor, Long, Integer, String or a record";

    static Optional<StateType> of(Class<?> type, Duration lookBack, ObjectMapper json) {
        if (type == Instant.class) {
            return Optional.of(new StateType(
                    type,
                    "an ISO 8601 instant such as 2026-11-21T03:44:00Z",
                    StateType::readInstant,
                    Object::toString,
                    now -> now));
        }
        if (type == Cursor.class) {
            return Optional.of(new StateType(
                    type,
                    "an ISO 8601 instant such as 2026-11-21T03:44:00Z, or what the last Location carried",
                    text -> Cursor.parse(text).withLookBack(lookBack),
                    Object::toString,
                    now -> Cursor.first(now, lookBack)));
        }
        if (type == Long.class || type == long.class) {
            return Optional.of(new StateType(Long.class, "a whole number", Long::valueOf, Object::toString, null));
        }
        if (type == Integer.class || type == int.class) {
            return Optional.of(
                    new StateType(Integer.class, "a whole number", Integer::valueOf, Object::toString, null));
        }
        if (type == String.class) {
            return Optional.of(new StateType(type, "a text", text -> text, Object::toString, null));
        }
        return type.isRecord() ? Optional.of(ofRecord(type, json)) : Optional.empty();
    }

    private static StateType ofRecord(Class<?> type, ObjectMapper json) {
        ObjectReader reader = json.readerFor(type);
        ObjectWriter writer = json.writerFor(type);
        Function<String, Object> read = text -> {
            try {
                return reader.readValue(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Not a " + type.getSimpleName(), e);
            }
        };
        Function<Object, String> write = value -> {
            try {
                return writer.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(type.getName() + " cannot be written as a trigger state", e);
            }
        };
        return new StateType(type, "a JSON object", read, write, null);
    }

    private static Object readInstant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
