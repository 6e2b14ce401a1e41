package dev.connectorkit.designer.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Swagger 2.0 document as rules see it: its tree, its operations and schemas, and the position of each. Made for one
 * check; not thread-safe.
 */
public final class Document {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");

    private final Source source;
    private final Lines lines;
    private final Value root;
    private final Map<JsonNode, Map<String, JsonLocation>> locations;
    private final List<SyntaxError> slips;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Value> targets = new HashMap<>();
    private final Schemas schemas = new Schemas(this);

    private @Nullable Document properties;
    private @Nullable Document previous;

    /** @param locations the places of the members of each object and of the items of each array, which count as the same node only */
    Document(
            Source source,
            Lines lines,
            JsonNode root,
            IdentityHashMap<JsonNode, Map<String, JsonLocation>> locations,
            List<SyntaxError> slips) {
        this.source = source;
        this.lines = lines;
        this.root = Value.root(this, root);
        this.locations = locations;
        this.slips = slips;
        for (Value path : paths()) {
            path.children().stream()
                    .filter(child ->
                            METHODS.contains(child.key()) && child.node().isObject())
                    .forEach(child -> operations.add(new Operation(child)));
        }
    }

    /**
     * Reads a document, whatever its text.
     *
     * @param properties the connector's {@code apiProperties.json}, or null
     * @param previous the version to compare with, or null
     */
    public static Document read(Source source, @Nullable Source properties, @Nullable Source previous) {
        Document document = JsonReader.read(source);
        document.properties = properties == null ? null : JsonReader.read(properties);
        document.previous = previous == null ? null : JsonReader.read(previous);
        return document;
    }

    /** Returns the whole document. */
    public Value root() {
        return root;
    }

    /** Returns the connector's {@code apiProperties.json}; empty if the checker was given none. */
    public Optional<Document> properties() {
        return Optional.ofNullable(properties);
    }

    /** Returns the version to compare with; empty if the checker was given none. */
    public Optional<Document> previous() {
        return Optional.ofNullable(previous);
    }

    /** Returns the path items, as they are written. */
    public List<Value> paths() {
        return root.get("paths").children().stream()
                .filter(path -> path.key().startsWith("/") && path.node().isObject())
                .toList();
    }

    /** Returns the operations, as they are written. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Returns the first operation with this id. */
    public Optional<Operation> operation(String id) {
        return operations.stream()
                .filter(operation -> !id.isEmpty() && operation.id().equals(id))
                .findFirst();
    }

    /** Returns every parameter, once, where it is written; references are left out. */
    public List<Value> parameters() {
        List<Value> found = new ArrayList<>(root.get("parameters").children());
        paths().forEach(path -> found.addAll(path.get("parameters").children()));
        operations.forEach(
                operation -> found.addAll(operation.value().get("parameters").children()));
        found.removeIf(parameter -> parameter.has("$ref") || !parameter.node().isObject());
        return found;
    }

    /** Returns every response, once, where it is written; references are left out. */
    public List<Value> responses() {
        List<Value> found = new ArrayList<>(root.get("responses").children());
        operations.forEach(operation -> found.addAll(operation.responses()));
        found.removeIf(response -> response.has("$ref") || !response.node().isObject());
        return found;
    }

    /** Returns the schemas of the document. */
    public Schemas schemas() {
        return schemas;
    }

    /** Returns the value at a JSON pointer; missing if absent. */
    public Value at(String pointer) {
        Value value = root;
        for (String name : JsonPointers.names(pointer)) {
            value = value.get(name);
        }
        return value;
    }

    /** Returns the size of the text in UTF-8, in bytes. */
    public int size() {
        return source.text().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the syntax errors of the text; the document is the part that could be read nevertheless. */
    public List<SyntaxError> slips() {
        return slips;
    }

    Value follow(Value reference) {
        String target = reference.text("$ref");
        Value known = targets.get(target);
        if (known == null) {
            known = find(target);
            targets.put(target, known);
        }
        return known;
    }

    private Value find(String first) {
        Set<String> seen = new HashSet<>();
        String target = first;
        while (target.startsWith("#/") && seen.add(target)) {
            Value value = at(decode(target.substring(1)));
            if (!value.has("$ref")) {
                return value;
            }
            target = value.text("$ref");
        }
        return root.get("$ref"); // a document has none
    }

    private static String decode(String fragment) {
        try {
            return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return fragment; // a percent sign that escapes nothing
        }
    }

    /** Reports whether there is a JSON object to check. */
    public boolean isReadable() {
        return root.exists();
    }

    /** Returns the place of a value in the text; that of the next value around it if it is missing. */
    public Location locate(Value value) {
        Value there = value;
        while (!there.exists() && there.parent() != there) {
            there = there.parent();
        }
        String pointer = there.pointer();
        JsonLocation at =
                locations.getOrDefault(there.parent().node(), Map.of()).get(there.key());
        return at == null ? lines.at(pointer, 1, 1) : lines.at(pointer, at.getLineNr(), at.getColumnNr());
    }
}
