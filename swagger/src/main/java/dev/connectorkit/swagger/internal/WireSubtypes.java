package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The subtypes as which a type is written.
 *
 * @param property the property with the id; empty if the properties of the object say its subtype
 * @param types the subtypes by their ids
 * @param assumed whether an object without an id is read
 */
record WireSubtypes(JsonTypeInfo.As inclusion, String property, Map<String, JavaType> types, boolean assumed) {

    /** Returns the subtypes as which a type is written, if that is by a property; empty for every other type. */
    static Optional<WireSubtypes> of(JavaType type, ObjectMapper mapper) {
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        TypeSerializer serializer;
        try {
            serializer = provider.findTypeSerializer(type);
        } catch (JsonMappingException e) {
            return Optional.empty();
        }
        if (serializer == null) {
            return Optional.empty();
        }
        AnnotatedClass annotated =
                AnnotatedClassResolver.resolve(mapper.getSerializationConfig(), type, mapper.getSerializationConfig());
        Map<String, JavaType> ids = new LinkedHashMap<>();
        for (NamedType named : mapper.getSubtypeResolver()
                .collectAndResolveSubtypesByClass(mapper.getSerializationConfig(), annotated)) {
            Class<?> subtype = named.getType();
            if (type.getRawClass().isAssignableFrom(subtype) && !Modifier.isAbstract(subtype.getModifiers())) {
                TypeIdResolver resolver = serializer.getTypeIdResolver(); // null where the properties say the subtype
                ids.put(
                        resolver == null ? subtype.getName() : resolver.idFromValueAndType(null, subtype),
                        mapper.constructType(subtype));
            }
        }
        boolean deduced = serializer.getTypeIdResolver() == null;
        String property = deduced ? "" : serializer.getPropertyName();
        return Optional.of(new WireSubtypes(serializer.getTypeInclusion(), property, ids, isAssumed(type, mapper)));
    }

    /** Reports whether an object without the id of its subtype is read as a default one. */
    private static boolean isAssumed(JavaType type, ObjectMapper mapper) {
        try {
            TypeDeserializer deserializer = mapper.getDeserializationConfig().findTypeDeserializer(type);
            return deserializer != null && deserializer.getDefaultImpl() != null;
        } catch (JsonMappingException e) {
            return false;
        }
    }
}
