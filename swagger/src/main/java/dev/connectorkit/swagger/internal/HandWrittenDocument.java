package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The part of the document that an author writes by hand, in {@code metadata/apiDefinition.swagger.json} on the class path. */
public final class HandWrittenDocument {

    private static final String FILE = "metadata/apiDefinition.swagger.json";

    private HandWrittenDocument() {}

    /** Returns the file, or null where absent. */
    public static @Nullable ObjectNode load() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? HandWrittenDocument.class.getClassLoader() : context;
        try (InputStream file = loader.getResourceAsStream(FILE)) {
            return file == null ? null : (ObjectNode) new ObjectMapper().readTree(file);
        } catch (IOException | ClassCastException e) {
            throw new UncheckedIOException(FILE + " on the class path is not a JSON object", new IOException(e));
        }
    }

    /** Merges deeply: objects field by field, parameters by name and place, everything else as a whole; null removes. */
    public static void merge(ObjectNode target, ObjectNode over) {
        over.properties().forEach(field -> {
            JsonNode known = target.get(field.getKey());
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (known instanceof ObjectNode object && value instanceof ObjectNode part) {
                merge(object, part);
            } else if (field.getKey().equals("parameters") && known instanceof ArrayNode all && value.isArray()) {
                value.forEach(parameter -> mergeParameter(all, parameter));
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        });
    }

    private static void mergeParameter(ArrayNode parameters, JsonNode over) {
        for (JsonNode known : parameters) {
            if (known.path("name").equals(over.path("name"))
                    && (over.path("in").isMissingNode() || known.path("in").equals(over.path("in")))) {
                merge((ObjectNode) known, (ObjectNode) over);
                return;
            }
        }
        parameters.add(over.deepCopy());
    }
}
