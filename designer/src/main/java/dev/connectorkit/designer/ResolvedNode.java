package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.connectorkit.designer.document.JsonPointers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of the document, references followed. What cannot be followed (a reference to nothing, to another document, or back to
 * one that is being followed) is a missing node. Reads what is there as JavaScript would, since the designer does.
 */
record ResolvedNode(JsonNode root, JsonNode json, @Nullable Trail trail) {

    static final ResolvedNode NOWHERE = of(MissingNode.getInstance());

    /** More references within each other than any real document has; bounds the search for cycles. */
    private static final int MAX_TRAIL = 100;

    private static final int MAX_REFERENCE = 2000;

    /** The references on the way here. */
    record Trail(String reference, @Nullable Trail before, int length) {

        static boolean has(@Nullable Trail trail, String reference) {
            for (Trail each = trail; each != null; each = each.before) {
                if (each.reference.equals(reference)) {
                    return true;
                }
            }
            return false;
        }
    }

    static ResolvedNode of(JsonNode document) {
        return new ResolvedNode(document, document, null);
    }

    /** Returns the field's value; missing if absent. */
    ResolvedNode get(String field) {
        return resolved(json.path(field));
    }

    List<ResolvedNode> elements() {
        List<ResolvedNode> elements = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(element -> elements.add(resolved(element)));
        }
        return elements;
    }

    void forEachField(BiConsumer<String, ResolvedNode> action) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(json.properties());
        boolean indexed = false;
        for (Map.Entry<String, JsonNode> field : fields) {
            indexed |= isIndex(field.getKey());
        }
        if (indexed) {
            // JavaScript has integer-like names first, in their order.
            fields.sort(Comparator.comparingLong(
                    field -> isIndex(field.getKey()) ? Long.parseLong(field.getKey()) : Long.MAX_VALUE));
        }
        fields.forEach(field -> action.accept(field.getKey(), resolved(field.getValue())));
    }

    private static boolean isIndex(String name) {
        int length = name.length();
        if (length == 0 || length > 9 || (length > 1 && name.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Returns the field's text; empty if it is not a text. */
    String text(String field) {
        String text = textOrNull(field);
        return text == null ? "" : text;
    }

    @Nullable String textOrNull(String field) {
        return get(field).json.textValue();
    }

    boolean truthy(String field) {
        return get(field).truthy();
    }

    boolean truthy() {
        if (json.isNumber()) {
            return json.doubleValue() != 0;
        }
        return json.isTextual() ? !json.textValue().isEmpty() : json.isContainerNode() || json.asBoolean();
    }

    /** Returns an operation's {@code x-ms-visibility}, which the designer finds in any case of letters. */
    String visibility() {
        if (json.isObject() && !json.has("x-ms-visibility")) {
            for (var field : json.properties()) {
                if (field.getKey().equalsIgnoreCase("x-ms-visibility")) {
                    return text(field.getKey());
                }
            }
        }
        return text("x-ms-visibility");
    }

    private ResolvedNode resolved(JsonNode target) {
        JsonNode found = target;
        Trail followed = trail;
        while (found.path("$ref").isTextual()) {
            String reference = found.get("$ref").textValue();
            int length = followed == null ? 0 : followed.length();
            boolean local = reference.startsWith("#/") && reference.length() < MAX_REFERENCE;
            if (!local || length == MAX_TRAIL || Trail.has(followed, reference)) {
                return new ResolvedNode(root, MissingNode.getInstance(), followed);
            }
            followed = new Trail(reference, followed, length + 1);
            found = lookUp(reference);
        }
        return new ResolvedNode(root, found, followed);
    }

    /** Not {@link JsonNode#at(String)}, which refuses some pointers with an exception. */
    private JsonNode lookUp(String reference) {
        JsonNode found = root;
        for (String step : JsonPointers.names(reference.substring(1))) {
            boolean index = found.isArray() && step.matches("[0-9]{1,6}");
            found = index ? found.path(Integer.parseInt(step)) : found.path(step);
        }
        return found;
    }
}
