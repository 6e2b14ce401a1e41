package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the references of a document of others by what they lead to. Those to schemas stay, because schemas may lead back to
 * themselves; a schema inside another becomes a component of its own.
 */
final class ForeignReferences {

    private static final String SCHEMAS = "#/components/schemas/";

    private final ObjectNode openApi;
    private final ObjectNode schemas;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /** @param openApi is changed */
    ForeignReferences(ObjectNode openApi) {
        this.openApi = openApi;
        this.schemas = openApi.withObjectProperty("components").withObjectProperty("schemas");
    }

    /** @throws IllegalArgumentException if a reference leads nowhere, or back to itself outside of schemas */
    void replace() {
        for (String name : JsonTrees.names(schemas)) {
            if (!name.matches("[A-Za-z0-9._-]+")) {
                String free = free(name);
                names.put(name, free);
                schemas.set(free, schemas.remove(name));
            } else {
                names.put(name, name);
            }
        }
        inside(openApi, "");
    }

    private void inside(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            for (String name : JsonTrees.names(object)) {
                if (!name.startsWith("x-") && !name.equals("example") && !name.equals("examples")) {
                    object.set(name, resolved(object.get(name), JsonTrees.step(pointer, name)));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolved(array.get(i), pointer + "/" + i));
            }
        }
    }

    private JsonNode resolved(JsonNode value, String place) {
        if (!(value.get("$ref") instanceof TextNode text) || !(value instanceof ObjectNode holder)) {
            inside(value, place);
            return value;
        }
        String reference = decoded(text.asText());
        if (reference.startsWith(SCHEMAS)) {
            String name = reference.substring(SCHEMAS.length());
            String known = names.containsKey(name) ? names.get(name) : names.get(unescaped(name));
            holder.put("$ref", SCHEMAS + (known == null ? component(name, text.asText(), place) : known));
            return holder;
        }
        JsonNode target = target(reference, text.asText(), place);
        if (!open.add(reference)) {
            throw new IllegalArgumentException(place + "/$ref: leads back to itself: " + text.asText());
        }
        JsonNode copy = resolved(target.deepCopy(), place);
        open.remove(reference);
        return copy;
    }

    /** Makes a component of a schema inside another. */
    private String component(String path, String reference, String place) {
        int end = path.indexOf('/');
        String outer = end < 0 ? path : path.substring(0, end);
        String inside = names.getOrDefault(outer, names.getOrDefault(unescaped(outer), outer));
        JsonNode copy = target(SCHEMAS + inside + (end < 0 ? "" : path.substring(end)), reference, place)
                .deepCopy();
        String name = free(path);
        names.put(path, name);
        names.put(name, name); // it is visited with the others again
        schemas.set(name, copy);
        schemas.set(name, resolved(copy, "/components/schemas/" + name));
        return name;
    }

    private JsonNode target(String reference, String written, String place) {
        JsonNode target = reference.startsWith("#/") ? openApi.at(reference.substring(1)) : null;
        if (target == null || !target.isObject()) {
            throw new IllegalArgumentException(place + "/$ref: leads nowhere: " + written);
        }
        return target;
    }

    private String free(String name) {
        String base = name.replaceAll("[^A-Za-z0-9._-]+", "_");
        String free = base;
        for (int i = 2; schemas.has(free); i++) {
            free = base + i;
        }
        return free;
    }

    private static String decoded(String reference) {
        try {
            return reference.contains("%")
                    ? URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8)
                    : reference;
        } catch (IllegalArgumentException e) {
            return reference;
        }
    }

    private static String unescaped(String name) {
        return name.replace("~1", "/").replace("~0", "~");
    }
}
