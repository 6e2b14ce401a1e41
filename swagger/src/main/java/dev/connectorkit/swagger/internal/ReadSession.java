package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one connector, by this thread. swagger-core's converters and extensions are shared by the whole JVM:
 * ours do nothing outside of a reading, and keep book in it of the Java types that claim one schema name, as two classes of
 * one simple name overwrite each other silently.
 */
final class ReadSession {

    private static final ThreadLocal<@Nullable Map<String, SortedSet<String>>> BOOK = new ThreadLocal<>();

    private ReadSession() {}

    static <T> T of(List<String> problems, Supplier<T> reading) {
        Map<String, SortedSet<String>> book = new TreeMap<>();
        BOOK.set(book);
        try {
            T result = reading.get();
            book.forEach((name, types) -> {
                if (types.size() > 1) {
                    problems.add(String.join(" and ", types) + ": both would be the schema '" + name
                            + "' in the document; put @Schema(name = \"...\") on one of them");
                }
            });
            return result;
        } finally {
            BOOK.remove();
        }
    }

    static boolean isUnderWay() {
        return BOOK.get() != null;
    }

    static void saw(JavaType type, Schema<?> schema) {
        Map<String, SortedSet<String>> book = BOOK.get();
        String name = TypeNameResolver.std.nameForType(type);
        // Any other name comes from @JsonValue or @Schema(name) and is nobody else's.
        if (book != null
                && (name.equals(schema.getName())
                        || (Components.COMPONENTS_SCHEMAS_REF + name).equals(schema.get$ref()))) {
            book.computeIfAbsent(name, key -> new TreeSet<>())
                    .add(type.getRawClass().getName());
        }
    }
}
