package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Describes types that Jackson writes with a property that names the subtype: as one object with the properties of all subtypes, because
 * designers see nothing of an {@code allOf} or a {@code oneOf}.
 */
final class Polymorphism {

    /**
     * A type with its subtypes.
     *
     * @param discriminator the property with the id; empty if absent
     * @param subtypes the names of their schemas, by id
     * @param assumed whether an object without an id is read
     */
    record Union(String discriminator, Map<String, String> subtypes, boolean assumed) {}

    private final ObjectNode schemas;
    private final List<String> problems;
    private final Map<String, Map<String, JsonNode>> properties = new LinkedHashMap<>();
    private final Map<String, Set<String>> required = new LinkedHashMap<>();

    private Polymorphism(ObjectNode schemas, List<String> problems) {
        this.schemas = schemas;
        this.problems = problems;
    }

    /** Records the subtypes of a type that has some, and resolves them. */
    static void record(JavaType type, String name, ReadSession session, ModelConverterContext context) {
        if (type.isContainerType() || type.isPrimitive() || type.isEnumType() || session.isUnion(name)) {
            return;
        }
        Optional<WireSubtypes> found = session.wire().subtypes(type);
        if (found.isEmpty()) {
            return;
        }
        WireSubtypes subtypes = found.get();
        String java = type.getRawClass().getSimpleName();
        boolean byProperty = subtypes.inclusion() == JsonTypeInfo.As.PROPERTY
                || subtypes.inclusion() == JsonTypeInfo.As.EXISTING_PROPERTY;
        if (!byProperty) {
            session.refuse(java + " is written with its subtype as " + subtypes.inclusion()
                    + ", which designers cannot show; use @JsonTypeInfo(include = As.PROPERTY)");
            return;
        }
        if (subtypes.types().isEmpty()) {
            session.refuse(java + " has no subtype that a document could describe; declare them with @JsonSubTypes");
            return;
        }
        Map<String, String> names = new LinkedHashMap<>();
        subtypes.types().forEach((id, subtype) -> names.put(id, TypeNameResolver.std.nameForType(subtype)));
        session.union(name, new Union(subtypes.property(), names, subtypes.assumed()));
        subtypes.types().values().forEach(subtype -> context.resolve(new AnnotatedType(subtype).resolveAsRef(true)));
    }

    /** Writes the unions over what swagger-core has made of the types. */
    static void write(ObjectNode openApi, Map<String, Union> unions, List<String> problems) {
        if (!(openApi.at("/components/schemas") instanceof ObjectNode schemas)) {
            return;
        }
        Polymorphism polymorphism = new Polymorphism(schemas, problems);
        unions.values().forEach(union -> union.subtypes().values().forEach(polymorphism::flatten));
        unions.forEach((name, union) -> {
            if (schemas.get(name) instanceof ObjectNode schema) {
                polymorphism.write(name, schema, union);
            }
        });
    }

    private void flatten(String name) {
        if (!properties.containsKey(name)) {
            Map<String, JsonNode> own = new LinkedHashMap<>();
            Set<String> needed = new LinkedHashSet<>();
            collect(schemas.path(name), own, needed, new ArrayList<>(List.of(name)));
            properties.put(name, own);
            required.put(name, needed);
        }
    }

    private void collect(JsonNode schema, Map<String, JsonNode> own, Set<String> needed, List<String> open) {
        for (JsonNode part : schema.path("allOf")) {
            String reference = part.path("$ref").asText();
            String base = reference.substring(reference.lastIndexOf('/') + 1);
            if (reference.isEmpty()) {
                collect(part, own, needed, open);
            } else if (!open.contains(base)) {
                open.add(base);
                collect(schemas.path(base), own, needed, open);
            }
        }
        schema.path("properties")
                .properties()
                .forEach(field -> own.put(field.getKey(), field.getValue().deepCopy()));
        schema.path("required").forEach(name -> needed.add(name.asText()));
    }

    private void write(String name, ObjectNode schema, Union union) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        Map<String, String> owners = new LinkedHashMap<>();
        Set<String> common = new LinkedHashSet<>(required.getOrDefault(first(union), Set.of()));
        for (String subtype : union.subtypes().values()) {
            common.retainAll(required.getOrDefault(subtype, Set.of()));
            properties.getOrDefault(subtype, Map.of()).forEach((property, type) -> {
                JsonNode known = all.putIfAbsent(property, type);
                String owner = owners.putIfAbsent(property, subtype);
                boolean discriminator = property.equals(union.discriminator());
                if (known != null && !discriminator && !shape(known).equals(shape(type))) {
                    problems.add(owner + "." + property + " and " + subtype + "." + property
                            + " have different types, and designers show both subtypes of " + name
                            + " as one object; rename one of them");
                }
            });
        }
        schema.remove(List.of("allOf", "oneOf", "anyOf", "discriminator", "properties", "required"));
        schema.put("type", "object");
        ObjectNode written = schema.putObject("properties");
        if (!union.discriminator().isEmpty()) {
            ObjectNode discriminator = written.putObject(union.discriminator()).put("type", "string");
            if (all.get(union.discriminator()) instanceof ObjectNode given) {
                discriminator.setAll(given);
            }
            ArrayNode ids = discriminator.putArray("enum");
            union.subtypes().keySet().forEach(ids::add);
        }
        all.forEach((property, type) -> {
            if (!property.equals(union.discriminator())) {
                written.set(property, type);
            }
        });
        ArrayNode needed = schema.putArray("required");
        if (!union.discriminator().isEmpty() && !union.assumed()) {
            needed.add(union.discriminator());
        }
        common.stream()
                .filter(property -> !property.equals(union.discriminator()))
                .forEach(needed::add);
    }

    private static String first(Union union) {
        return union.subtypes().values().iterator().next();
    }

    private static JsonNode shape(JsonNode schema) {
        ObjectNode shape = JsonTrees.object();
        for (String keyword : List.of("type", "format", "$ref", "items", "allOf")) {
            JsonTrees.copy((ObjectNode) schema, keyword, shape);
        }
        return shape;
    }
}
