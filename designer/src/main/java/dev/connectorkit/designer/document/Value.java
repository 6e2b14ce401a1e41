package dev.connectorkit.designer.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a document and its position. A step that leads nowhere gives a {@linkplain #exists() missing} value, never
 * null. Immutable and thread-safe as long as nobody changes the tree.
 */
public final class Value {

    private final Document document;
    private final @Nullable Value parent;
    private final String key;
    private final JsonNode node;

    Value(Document document, @Nullable Value parent, String key, JsonNode node) {
        this.document = document;
        this.parent = parent;
        this.key = key;
        this.node = node;
    }

    /** Returns the document that it is in. */
    public Document document() {
        return document;
    }

    /** Returns the node; a missing node if absent. */
    public JsonNode node() {
        return node;
    }

    /** Reports whether the document has it. */
    public boolean exists() {
        return !node.isMissingNode();
    }

    /** Reports whether the other is at the same place of the same tree. */
    @SuppressWarnings("ReferenceEquality") // equal nodes are at different places
    public boolean isSame(Value other) {
        return node == other.node;
    }

    /** Returns the name or index of the node in its parent; empty for the root. */
    public String key() {
        return key;
    }

    /** Returns the value around it; itself for the root. */
    public Value parent() {
        return parent == null ? this : parent;
    }

    /** Returns its JSON pointer. */
    public String pointer() {
        Deque<String> steps = new ArrayDeque<>();
        for (Value each = this; each.parent != null; each = each.parent) {
            steps.push(JsonPointers.child("", each.key));
        }
        return String.join("", steps);
    }

    /** Returns the member with this name. */
    public Value get(String name) {
        JsonNode child = node.path(name);
        if (child.isMissingNode() && node.isArray() && name.matches("\\d{1,6}")) {
            child = node.path(Integer.parseInt(name));
        }
        return new Value(document, this, name, child);
    }

    /** Reports whether it has a member with this name. */
    public boolean has(String name) {
        return node.has(name);
    }

    /** Reports whether the member is {@code true}. */
    public boolean is(String name) {
        return node.path(name).isBoolean() && node.path(name).booleanValue();
    }

    /** Returns the text; empty if it is not a text. */
    public String text() {
        return node.isTextual() ? node.textValue() : "";
    }

    /** Returns the text of a member; empty if it is not a text. */
    public String text(String name) {
        return get(name).text();
    }

    /** Returns the members of an object or the items of an array, in order. */
    public List<Value> children() {
        List<Value> children = new ArrayList<>(node.size());
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                children.add(new Value(document, this, Integer.toString(i), node.path(i)));
            }
        } else {
            node.properties().forEach(e -> children.add(new Value(document, this, e.getKey(), e.getValue())));
        }
        return children;
    }

    /** Returns the texts among the items or members. */
    public List<String> texts() {
        return children().stream()
                .filter(child -> child.node.isTextual())
                .map(Value::text)
                .toList();
    }

    /** Returns the names of the members of an object. */
    public List<String> names() {
        return children().stream().map(Value::key).toList();
    }

    /** Reports whether {@code x-ms-visibility} hides it from people, in any case of letters, as designers read it. */
    public boolean isInternal() {
        return text("x-ms-visibility").equalsIgnoreCase("internal");
    }

    /** Returns the target of a {@code $ref}; itself without one, missing if it leads nowhere or round in a circle. */
    public Value resolve() {
        return has("$ref") ? document.follow(this) : this;
    }

    /** Returns the schemas that this schema is made of, as they are written, references not followed. */
    public List<Value> subschemas() {
        List<Value> found = new ArrayList<>(get("properties").children());
        found.add(get("items"));
        found.add(get("additionalProperties"));
        found.add(get("not"));
        for (String composition : List.of("allOf", "oneOf", "anyOf")) {
            found.addAll(get(composition).children());
        }
        found.removeIf(schema -> !schema.node.isObject());
        return found;
    }

    /** Returns the pointer. */
    @Override
    public String toString() {
        return pointer();
    }

    static Value root(Document document, JsonNode node) {
        return new Value(document, null, "", node);
    }
}
