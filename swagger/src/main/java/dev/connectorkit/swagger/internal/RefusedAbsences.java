package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requires the properties of bodies without which no object can be read, though no constraint says so: a constructor, a builder or a
 * setting of the mapper refuses what is absent. An object is read from {@code {}}, as it is for a request without a body, and where that
 * fails, from a sample of all properties without each of them in turn.
 */
final class RefusedAbsences {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final int DEPTH = 3;

    private final ObjectNode openApi;
    private final Map<String, JavaType> types;
    private final ObjectMapper mapper;
    private final ReadOnlyProperties readOnly;

    /** @param types the Java types of the schemas, by their names */
    RefusedAbsences(ObjectNode openApi, Map<String, JavaType> types, ObjectMapper mapper) {
        this.openApi = openApi;
        this.types = types;
        this.mapper = mapper;
        this.readOnly = new ReadOnlyProperties(mapper);
    }

    /** Adds the properties to what the schemas of bodies require, and marks those that are not read. */
    void require() {
        Deque<String> open = new ArrayDeque<>();
        for (JsonNode path : openApi.path("paths")) {
            for (JsonNode operation : path) {
                open.addAll(references(operation.path("requestBody")));
            }
        }
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String name = open.remove();
            if (seen.add(name) && openApi.at("/components/schemas").path(name) instanceof ObjectNode schema) {
                JavaType type = types.get(name);
                if (type != null && schema.has("properties")) {
                    readOnly.mark(schema, type);
                    require(schema, type);
                }
                open.addAll(references(schema));
            }
        }
    }

    private static List<String> references(JsonNode part) {
        return part.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith(SCHEMAS))
                .map(reference -> reference.substring(SCHEMAS.length()))
                .toList();
    }

    private void require(ObjectNode schema, JavaType type) {
        Set<String> known = new HashSet<>();
        schema.path("required").forEach(name -> known.add(name.asText()));
        for (String name : of(type)) {
            JsonNode property = schema.path("properties").path(name);
            if (!property.isMissingNode() && !property.path("readOnly").asBoolean() && known.add(name)) {
                schema.withArray("required").add(name);
            }
        }
    }

    /** Returns the names of the properties that cannot be left out; none if no sample can be read. */
    List<String> of(JavaType type) {
        if (failure(type, mapper.createObjectNode()).isEmpty()) {
            return List.of();
        }
        ObjectNode sample = object(type, 0);
        for (Optional<String> refused = failure(type, sample); refused.isPresent(); refused = failure(type, sample)) {
            if (sample.remove(refused.get()) == null) {
                return List.of();
            }
        }
        return JsonTrees.names(sample).stream()
                .filter(name ->
                        failure(type, sample.deepCopy().without(List.of(name))).isPresent())
                .toList();
    }

    /** Returns the property that cannot be read, empty text if it is the whole; nothing if the object can be read. */
    private Optional<String> failure(JavaType type, ObjectNode object) {
        try {
            mapper.readValue(mapper.treeAsTokens(object), type);
            return Optional.empty();
        } catch (JsonMappingException e) {
            return Optional.of(e.getPath().stream()
                    .findFirst()
                    .map(JsonMappingException.Reference::getFieldName)
                    .orElse(""));
        } catch (java.io.IOException | RuntimeException | LinkageError e) {
            return Optional.of("");
        }
    }

    private ObjectNode object(JavaType type, int depth) {
        ObjectNode object = mapper.createObjectNode();
        for (BeanPropertyDefinition property :
                mapper.getDeserializationConfig().introspect(type).findProperties()) {
            JsonNode value = property.couldDeserialize() ? sample(property.getPrimaryType(), depth) : null;
            if (value != null) {
                object.set(property.getName(), value);
            }
        }
        return object;
    }

    private @Nullable JsonNode sample(JavaType type, int depth) {
        Object scalar = WireSamples.of(type.getRawClass());
        if (scalar != null) {
            return mapper.valueToTree(scalar);
        } else if (type.isEnumType()) {
            Object[] constants = type.getRawClass().getEnumConstants();
            return constants == null || constants.length == 0 ? null : mapper.valueToTree(constants[0]);
        } else if (type.isReferenceType()) {
            return sample(type.getContentType(), depth);
        } else if (type.isMapLikeType()) {
            return mapper.createObjectNode();
        } else if (type.isContainerType()) {
            ArrayNode list = mapper.createArrayNode();
            JsonNode element = sample(type.getContentType(), depth);
            return element == null ? list : list.add(element);
        }
        return depth == DEPTH ? null : object(type, depth + 1);
    }
}
