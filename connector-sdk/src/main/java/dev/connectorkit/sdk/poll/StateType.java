package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Java type of a trigger state.
 *
 * @param javaType the type, boxed
 * @param expectation what its text looks like, for people
 * @param text the readable form
 * @param packed the form of a state that is encoded anyway
 * @param start the value for a first poll; null where only the author can know one
 */
record StateType(
        Class<?> javaType,
        String expectation,
        Codec<String> text,
        Codec<byte[]> packed,
        @Nullable Function<PollMoment, Object> start) {

    static final String SUPPORTED = "Instant, Cursor, SequenceCursor, Long, Integer, String or a record";

    /**
     * One form of a state.
     *
     * @param read form to value; IllegalArgumentException for another form
     * @param write value to form
     */
    record Codec<F>(BiFunction<F, PollMoment, Object> read, Function<Object, F> write) {}

    /** Indicates whether a value of the type can use the room that the next state has in the URL. */
    boolean usesRoom() {
        return javaType == Cursor.class;
    }

    /** @param lookBack the look-back of a cursor; null for the default of its type */
    static Optional<StateType> of(Class<?> type, @Nullable Duration lookBack, ObjectMapper json) {
        if (type == Instant.class) {
            return Optional.of(ofText(
                    type,
                    "an ISO 8601 instant such as 2026-11-21T03:44:00Z",
                    StateType::readInstant,
                    Object::toString,
                    PollMoment::now));
        }
        if (type == Cursor.class) {
            return Optional.of(ofCursor(lookBack == null ? Duration.ZERO : lookBack));
        }
        if (type == SequenceCursor.class) {
            return Optional.of(ofSequence(lookBack == null ? SequenceCursor.LOOK_BACK : lookBack));
        }
        if (type == Long.class || type == long.class) {
            return Optional.of(ofText(Long.class, "a whole number", Long::valueOf, Object::toString, null));
        }
        if (type == Integer.class || type == int.class) {
            return Optional.of(ofText(Integer.class, "a whole number", Integer::valueOf, Object::toString, null));
        }
        if (type == String.class) {
            return Optional.of(ofText(type, "a text", text -> text, Object::toString, null));
        }
        return type.isRecord() ? Optional.of(ofRecord(type, json)) : Optional.empty();
    }

    private static StateType ofText(
            Class<?> type,
            String expectation,
            Function<String, Object> read,
            Function<Object, String> write,
            @Nullable Function<PollMoment, Object> start) {
        return new StateType(
                type,
                expectation,
                new Codec<>((text, poll) -> read.apply(text), write),
                new Codec<>(
                        (bytes, poll) -> read.apply(new String(bytes, StandardCharsets.UTF_8)),
                        value -> write.apply(value).getBytes(StandardCharsets.UTF_8)),
                start);
    }

    private static StateType ofCursor(Duration lookBack) {
        return new StateType(
                Cursor.class,
                "an ISO 8601 instant such as 2026-11-21T03:44:00Z, or what the last Location carried",
                new Codec<>((text, poll) -> during(poll, Cursor.parse(text).withLookBack(lookBack)), Object::toString),
                new Codec<>(
                        (bytes, poll) -> during(poll, Cursor.parse(bytes).withLookBack(lookBack)),
                        value -> ((Cursor) value).bytes()),
                poll -> during(poll, Cursor.first(poll.now(), lookBack)));
    }

    private static Cursor during(PollMoment poll, Cursor cursor) {
        return cursor.withNow(poll.now()).withRoom(poll.room());
    }

    private static StateType ofSequence(Duration lookBack) {
        return new StateType(
                SequenceCursor.class,
                "a whole number, or what the last Location carried",
                new Codec<>(
                        (text, poll) -> SequenceCursor.parse(text)
                                .withLookBack(lookBack)
                                .withNow(poll.now()),
                        Object::toString),
                new Codec<>(
                        (bytes, poll) -> SequenceCursor.parse(bytes)
                                .withLookBack(lookBack)
                                .withNow(poll.now()),
                        value -> ((SequenceCursor) value).bytes()),
                poll -> SequenceCursor.first(poll.now(), lookBack));
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
        return ofText(type, "a JSON object", read, write, null);
    }

    private static Object readInstant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
