package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks the properties of bodies that are written and not read, as those of getters that compute: a request cannot set them, and designers
 * make no inputs of what is read-only.
 */
final class ReadOnlyProperties {

    private final ObjectMapper mapper;

    ReadOnlyProperties(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Marks the properties in the schema of a type, and in the schemas that are written out within it. */
    void mark(JsonNode schema, JavaType type) {
        if (type.isReferenceType()) {
            mark(schema, type.getContentType());
        } else if (type.isContainerType()) {
            mark(schema.path(type.isMapLikeType() ? "additionalProperties" : "items"), type.getContentType());
        } else if (schema.get("properties") instanceof ObjectNode properties) {
            for (String name : JsonTrees.names(properties)) {
                if (!isRead(type, name)) {
                    mark((ObjectNode) schema, properties, name);
                }
            }
            for (BeanPropertyDefinition property :
                    mapper.getSerializationConfig().introspect(type).findProperties()) {
                mark(properties.path(property.getName()), property.getPrimaryType());
            }
        }
    }

    private static void mark(ObjectNode schema, ObjectNode properties, String name) {
        if (properties.path(name).has("$ref")) { // nothing may be beside a reference
            JsonNode reference = properties.get(name);
            properties.putObject(name).putArray("allOf").add(reference);
        }
        ((ObjectNode) properties.get(name)).put("readOnly", true);
        if (schema.get("required") instanceof ArrayNode required) {
            required.removeIf(one -> one.asText().equals(name));
            if (required.isEmpty()) {
                schema.remove("required");
            }
        }
    }

    private boolean isRead(JavaType type, String name) {
        Optional<WireSubtypes> subtypes = WireSubtypes.of(type, mapper);
        return subtypes.isEmpty()
                ? isReadInto(type, name)
                : subtypes.get().property().equals(name)
                        || subtypes.get().types().values().stream().anyMatch(subtype -> isReadInto(subtype, name));
    }

    /** Reports whether a property is read into an object; true where something else than the properties of a bean may be read. */
    private boolean isReadInto(JavaType type, String name) {
        BeanDescription bean = mapper.getDeserializationConfig().introspect(type);
        JsonDeserializer<?> deserializer = deserializer(type);
        return !(deserializer instanceof BeanDeserializerBase beans)
                || beans.getValueInstantiator().canCreateUsingDelegate()
                || bean.findAnySetterAccessor() != null
                || beans.findProperty(name) != null
                || bean.findProperties().stream().anyMatch(property -> isReadWithin(property, name));
    }

    /** Reports whether a property is read into an object whose properties are beside those of the object around it. */
    private boolean isReadWithin(BeanPropertyDefinition property, String name) {
        AnnotatedMember member = property.getPrimaryMember();
        NameTransformer unwrapped = member == null
                ? null
                : mapper.getDeserializationConfig().getAnnotationIntrospector().findUnwrappingNameTransformer(member);
        String within = unwrapped == null ? null : unwrapped.reverse(name);
        return within != null && isReadInto(property.getPrimaryType(), within);
    }

    private @Nullable JsonDeserializer<?> deserializer(JavaType type) {
        DefaultDeserializationContext context = ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createDummyInstance(mapper.getDeserializationConfig());
        try {
            return context.findContextualValueDeserializer(type, null);
        } catch (JsonMappingException | IllegalArgumentException e) {
            return null; // a type that cannot be read is refused elsewhere
        }
    }
}
