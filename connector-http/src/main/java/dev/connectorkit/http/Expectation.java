package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the values of a Java type, as the end of the sentence "amount must be …". */
final class Expectation {

    private static final Map<Class<?>, String> WORDS = Map.of(
            Instant.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z",
            OffsetDateTime.class, "an ISO 8601 time such as 2026-11-21T03:44:00+09:00",
            ZonedDateTime.class, "an ISO 8601 time such as 2026-11-21T03:44:00+09:00",
            LocalDate.class, "an ISO 8601 date such as 2026-11-21",
            Duration.class, "an ISO 8601 duration such as PT15S",
            Date.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z",
            UUID.class, "a UUID",
            String.class, "a text");

    private Expectation() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return oneOf(Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == float.class || type == double.class || type == Float.class || type == Double.class) {
            return "a number";
        }
        if (type == char.class || type == Character.class) {
            return "one character";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type.getName().endsWith("BigDecimal") ? "a number" : "a whole number";
        }
        if (type == byte[].class) {
            return "a text in Base64";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return WORDS.getOrDefault(type, type.getName().startsWith("java.") ? "a valid value" : "an object");
    }

    /** Describes the values of a type in JSON: those of an enum are the mapper's. */
    static String ofJson(Class<?> type, ObjectMapper mapper) {
        return type.isEnum()
                ? oneOf(Arrays.stream(type.getEnumConstants())
                        .map(constant -> mapper.valueToTree(constant).asText()))
                : of(type);
    }

    private static String oneOf(Stream<String> values) {
        return "one of " + values.collect(Collectors.joining(", "));
    }

    /** Describes the values of the parameter of this name; of each element, if it is a list. */
    static String ofParameter(Method method, String name, Class<? extends Annotation> source) {
        return Sites.of(method).stream()
                .filter(site -> name.equals(Names.of(site.element().getAnnotation(source))))
                .map(site -> TypeFactory.defaultInstance().constructType(site.type()))
                .map(type -> type.isContainerType()
                        ? "a list, each element " + of(type.getContentType().getRawClass())
                        : of(type.getRawClass()))
                .findFirst()
                .orElse("a valid value");
    }

    /** Returns the range of the type, for a number that is outside of it. */
    static String ofRange(Class<?> type) {
        String words = of(type);
        if (type == int.class || type == Integer.class) {
            return words + " from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        }
        return type == long.class || type == Long.class
                ? words + " from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE
                : words;
    }
}
