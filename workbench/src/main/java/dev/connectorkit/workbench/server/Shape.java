package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The shape of a body: its paths and their types, without values. */
final class Shape {

    private Shape() {}

    /** Returns the type by path, as in {@code $.items[].id}; the elements of a list share one path. */
    static Map<String, String> of(String body) {
        Map<String, String> types = new TreeMap<>();
        if (body.isBlank()) {
            return types;
        }
        try {
            collect("$", Json.read(body), types);
        } catch (IllegalArgumentException e) {
            types.put("$", "text that is not JSON");
        }
        return types;
    }

    private static void collect(String path, JsonNode value, Map<String, String> types) {
        types.merge(
                path,
                value.getNodeType().name().toLowerCase(Locale.ROOT),
                (one, other) -> one.equals(other) ? one : one.contains(other) ? one : one + " or " + other);
        value.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), types));
        if (value.isArray()) {
            value.forEach(element -> collect(path + "[]", element, types));
        }
    }
}
