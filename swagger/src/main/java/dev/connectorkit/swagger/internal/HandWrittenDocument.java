package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
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

    public static final String FILE = "metadata/apiDefinition.swagger.json";

    private HandWrittenDocument() {}

    /**
     * Merges the file, where there is one, over a document.
     *
     * @throws IllegalArgumentException if the file is not a JSON object
     */
    public static void mergeOver(ObjectNode swagger) {
        ObjectNode file = load();
        if (file != null) {
            merge(swagger, file);
        }
    }

    private static @Nullable ObjectNode load() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? HandWrittenDocument.class.getClassLoader() : context;
        try (InputStream file = loader.getResourceAsStream(FILE)) {
            JsonNode json = file == null ? null : new ObjectMapper().readTree(file);
            if (json == null || json instanceof ObjectNode) {
                return (ObjectNode) json;
            }
            throw new IllegalArgumentException(
                    FILE + " must be a JSON object, but is " + (json.isMissingNode() ? "empty" : json));
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new IllegalArgumentException(
                    FILE + " must be a JSON object, but line " + place.getLineNr() + ", column " + place.getColumnNr()
                            + " is not JSON: " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " on the class path cannot be read", e);
        }
    }

    /** Merges deeply: objects field by field, parameters by name and place, everything else as a whole; null removes. */
    private static void merge(ObjectNode target, ObjectNode over) {
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
            if (known instanceof ObjectNode object
                    && over instanceof ObjectNode part
                    && known.path("name").equals(over.path("name"))
                    && (over.path("in").isMissingNode() || known.path("in").equals(over.path("in")))) {
                merge(object, part);
                return;
            }
        }
        parameters.add(over.deepCopy());
    }
}
