package dev.connectorkit.sdk.http;

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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the values of a Java type, as the end of the sentence "amount must be …". */
final class Expectation {

    private static final Map<Class<?>, String> WORDS = Map.of(
            Instant.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z",
            OffsetDateTime.class, "an ISO 8601 time such as 2026-11-21T03:44:00+09:00",
            ZonedDateTime.class, "an ISO 8601 time such as 2026-11-21T03:44:00+09:00",
            LocalDate.class, "an ISO 8601 date such as 2026-11-21",
            Duration.class, "an ISO 8601 duration such as PT15S",
            UUID.class, "a UUID",
            String.class, "a text");

    private Expectation() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == float.class || type == double.class || type == Float.class || type == Double.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type.getName().endsWith("BigDecimal") ? "a number" : "a whole number";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return WORDS.getOrDefault(type, type.getName().startsWith("java.") ? "a valid value" : "an object");
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

    /** Returns the type of the parameter of this name; null if the method has no such parameter. */
    static @Nullable Class<?> typeOf(Method method, String name, Class<? extends Annotation> source) {
        return Sites.of(method).stream()
                .filter(site -> name.equals(Names.of(site.element().getAnnotation(source))))
                .map(site -> TypeFactory.rawClass(site.type()))
                .findFirst()
                .orElse(null);
    }
}
