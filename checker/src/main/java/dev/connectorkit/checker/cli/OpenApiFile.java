package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.connectorkit.designer.document.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads an OpenAPI document and the files beside it that it refers to, whose parts become components of the document. */
final class OpenApiFile {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String YAML_DEPTH = "Nesting Depth exceeded";
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;
    private static final YAMLMapper YAML = yaml();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Path, ObjectNode> files = new HashMap<>();
    private final Map<String, String> components = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final ObjectNode root;
    private final Path main;

    private OpenApiFile(Path main) {
        this.main = main.toAbsolutePath().normalize();
        this.root = load(this.main, main);
    }

    /**
     * Returns the document with references into itself alone.
     *
     * @throws IllegalArgumentException if it, or a file that it refers to, is not readable as JSON or YAML; the message has file and
     *     line, or file and JSON pointer
     */
    static ObjectNode read(Path file) {
        OpenApiFile document = new OpenApiFile(file);
        for (String pointer : List.of("/components", "/components/schemas")) {
            JsonNode part = document.root.at(pointer);
            if (!part.isObject() && !part.isMissingNode() && !part.isNull()) {
                throw new IllegalArgumentException(file + ": " + pointer + ": must be an object");
            }
        }
        document.bring(document.root, document.main, "");
        return document.root;
    }

    /** Brings what the references of a node and below lead to into the document, and returns the node that replaces it. */
    private JsonNode bring(JsonNode node, Path file, String pointer) {
        if (node.get("$ref") instanceof TextNode text && node instanceof ObjectNode holder) {
            return refer(holder, text.asText(), file, pointer);
        }
        if (node instanceof ObjectNode object) {
            Map.copyOf(fields(object)).forEach((name, value) -> {
                if (!name.startsWith("x-") && !name.startsWith("example")) {
                    object.set(
                            name,
                            bring(
                                    value,
                                    file,
                                    pointer + "/" + name.replace("~", "~0").replace("/", "~1")));
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, bring(array.get(i), file, pointer + "/" + i));
            }
        }
        return node;
    }

    private static Map<String, JsonNode> fields(ObjectNode object) {
        Map<String, JsonNode> fields = new HashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private JsonNode refer(ObjectNode holder, String reference, Path file, String pointer) {
        if (reference.startsWith("#") && file.equals(main)) {
            return holder;
        }
        String place = file + ", " + pointer + "/$ref: ";
        int hash = reference.indexOf('#');
        String other = hash < 0 ? reference : reference.substring(0, hash);
        if (other.matches("(?i)[a-z][a-z0-9+.-]+:.*")) {
            throw new IllegalArgumentException(place + "leads to another host, and only files are read: " + reference);
        }
        Path target = other.isEmpty() ? file : file.resolveSibling(other).normalize();
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        if (!target.equals(main) && !isInside(target)) {
            throw new IllegalArgumentException(
                    place + "leads out of the folder of the document, and only files in it are read: " + reference);
        }
        if (!Files.isRegularFile(target)) {
            throw new IllegalArgumentException(place + "leads nowhere: " + reference);
        }
        ObjectNode loaded = target.equals(main) ? root : files.computeIfAbsent(target, path -> load(path, path));
        JsonNode found = fragment.isEmpty() || fragment.startsWith("/") ? loaded.at(fragment) : loaded.path("$missing");
        if (found.isMissingNode()) {
            throw new IllegalArgumentException(place + "leads nowhere: " + reference);
        }
        if (target.equals(main)) {
            return holder.put("$ref", "#" + fragment);
        }
        if (isSchema(pointer)) {
            return holder.put("$ref", component(target, fragment, found));
        }
        if (!open.add(target + "#" + fragment)) {
            throw new IllegalArgumentException(place + "leads back to itself: " + reference);
        }
        JsonNode copy = bring(found.deepCopy(), target, fragment);
        open.remove(target + "#" + fragment);
        return copy;
    }

    /** Reports whether a file is in the folder of the document, or below; where a link leads is what counts. */
    private boolean isInside(Path target) {
        Path folder = main.resolveSibling("");
        if (!target.startsWith(folder)) {
            return false;
        }
        try {
            return !Files.exists(target) || target.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + target + ": " + Printable.reason(e), e);
        }
    }

    private static boolean isSchema(String pointer) {
        return pointer.matches(
                ".*/(schemas/[^/]+|schema|items|properties/[^/]+|additionalProperties|not|(allOf|oneOf|anyOf)/\\d+)");
    }

    private String component(Path file, String fragment, JsonNode schema) {
        String known = components.get(file + "#" + fragment);
        if (known != null) {
            return known;
        }
        ObjectNode schemas = root.withObjectProperty("components").withObjectProperty("schemas");
        String last = fragment.isEmpty()
                ? String.valueOf(file.getFileName()).replaceFirst("\\.[^.]+$", "")
                : fragment.substring(fragment.lastIndexOf('/') + 1);
        String base = last.replaceAll("[^A-Za-z0-9_.-]", "_");
        String name = base;
        for (int i = 2; schemas.has(name); i++) {
            name = base + i;
        }
        components.put(file + "#" + fragment, SCHEMAS + name);
        JsonNode copy = schema.deepCopy();
        schemas.set(name, copy);
        schemas.set(name, bring(copy, file, "/components/schemas/" + name));
        return SCHEMAS + name;
    }

    private static YAMLMapper yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(500);
        return new YAMLMapper(YAMLFactory.builder().loaderOptions(options).build());
    }

    private static ObjectNode load(Path file, Path name) {
        try {
            String text = Files.readString(file);
            boolean yaml = file.toString().matches("(?i).*\\.ya?ml")
                    || !text.stripLeading().startsWith("{");
            JsonNode tree = yaml ? YAML.readTree(text) : JSON.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(name + " is not an object of JSON or YAML.");
        } catch (JsonProcessingException e) {
            if (e instanceof StreamConstraintsException
                    || e.getOriginalMessage().startsWith(YAML_DEPTH)) {
                throw new IllegalArgumentException(
                        name + " exceeds a limit: " + Printable.reason(e) + ". " + Printable.LIMITS, e);
            }
            String place = e.getLocation() == null
                    ? ""
                    : ": line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException(name + " is not valid JSON or YAML" + place + ".", e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("There is no " + name, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ": " + Printable.reason(e), e);
        }
    }
}
