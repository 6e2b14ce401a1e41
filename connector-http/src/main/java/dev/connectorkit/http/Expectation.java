package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the values of a Java type, as the end of the sentence "amount must be …". */
final class Expectation {

    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            Map.entry(Instant.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z"),
            Map.entry(OffsetDateTime.class, "an ISO 8601 time such as 2026-11-21T03:44:00+09:00"),
            Map.entry(ZonedDateTime.class, "an ISO 8601 time such as 2026-11-21T03:44:00+09:00"),
            Map.entry(LocalDateTime.class, "an ISO 8601 time without an offset such as 2026-11-21T03:44:00"),
            Map.entry(LocalTime.class, "an ISO 8601 time of day such as 03:44:00"),
            Map.entry(LocalDate.class, "an ISO 8601 date such as 2026-11-21"),
            Map.entry(Duration.class, "an ISO 8601 duration such as PT15S"),
            Map.entry(Date.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z"),
            Map.entry(Calendar.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z"),
            Map.entry(Timestamp.class, "an ISO 8601 instant such as 2026-11-21T03:44:00Z"),
            Map.entry(java.sql.Date.class, "an ISO 8601 date such as 2026-11-21"),
            Map.entry(UUID.class, "a UUID"),
            Map.entry(URI.class, "a URL"),
            Map.entry(URL.class, "a URL"),
            Map.entry(OptionalInt.class, "a whole number"),
            Map.entry(OptionalLong.class, "a whole number"),
            Map.entry(AtomicBoolean.class, "true or false"));

    private static final Pattern TEXTS = Pattern.compile(
            "\\[C|java\\.(?:time|net|io|nio)\\..+"
                    + "|java\\.lang\\.(?:String|StringBu.+|Class)|java\\.util\\.(?:Currency|Locale|TimeZone|UUID|regex\\.Pattern)");

    private static final Set<Class<?>> NUMBERS = Set.of(
            float.class, double.class, Float.class, Double.class, BigDecimal.class, Number.class, OptionalDouble.class);

    private static final Map<Class<?>, String> RANGES = Map.of(
            Byte.class, range(Byte.MIN_VALUE, Byte.MAX_VALUE),
            Short.class, range(Short.MIN_VALUE, Short.MAX_VALUE),
            Integer.class, range(Integer.MIN_VALUE, Integer.MAX_VALUE),
            Long.class, range(Long.MIN_VALUE, Long.MAX_VALUE),
            Float.class, range(-Float.MAX_VALUE, Float.MAX_VALUE),
            Double.class, range(-Double.MAX_VALUE, Double.MAX_VALUE));

    private Expectation() {}

    static String of(Class<?> type) {
        if (type.isEnum()) {
            return oneOf(Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (NUMBERS.contains(type)) {
            return "a number";
        }
        if (type == char.class || type == Character.class) {
            return "one character";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (type == byte[].class) {
            return "a text in Base64";
        }
        if (TEXTS.matcher(type.getName()).matches()) {
            return WORDS.getOrDefault(type, "a text");
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        boolean object = Map.class.isAssignableFrom(type) || !type.getName().startsWith("java.");
        return WORDS.getOrDefault(type, object ? "an object" : "a valid value");
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

    /** Describes objects whose keys are of the type. */
    static String ofKeys(Class<?> type, ObjectMapper mapper) {
        return type.isEnum()
                ? "an object whose keys are " + ofJson(type, mapper)
                : "an object, each key " + ofRange(type);
    }

    /** Describes the values of the type with their range, for a number that is outside of it. */
    static String ofRange(Class<?> type) {
        if (type.isArray()) {
            return "a list of numbers" + RANGES.getOrDefault(boxed(type.getComponentType()), "");
        }
        return of(type) + RANGES.getOrDefault(boxed(type), "");
    }

    private static String range(Number least, Number most) {
        return " from " + least + " to " + most;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
