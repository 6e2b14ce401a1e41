package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.BasicBeanDescription;
import com.fasterxml.jackson.databind.introspect.BasicClassIntrospector;
import java.util.HashMap;
import java.util.Map;

/**
 * An introspector that describes each type once. swagger-core introspects a class anew for each of its properties and wherever the class
 * is used; so it would take most of the time of a reading. For one reading by one thread: nothing is removed.
 */
final class CachingIntrospector extends BasicClassIntrospector {

    private static final long serialVersionUID = 1L;

    private final transient Map<JavaType, BasicBeanDescription> written = new HashMap<>();
    private final transient Map<JavaType, BasicBeanDescription> read = new HashMap<>();

    /** Returns a copy of a mapper that introspects each type once. */
    static ObjectMapper of(ObjectMapper mapper) {
        ObjectMapper copy = mapper.copy();
        CachingIntrospector introspector = new CachingIntrospector();
        copy.setConfig(copy.getSerializationConfig().with(introspector));
        copy.setConfig(copy.getDeserializationConfig().with(introspector));
        return copy;
    }

    @Override
    public BasicBeanDescription forSerialization(SerializationConfig config, JavaType type, MixInResolver mixIns) {
        return written.computeIfAbsent(type, key -> super.forSerialization(config, key, mixIns));
    }

    @Override
    public BasicBeanDescription forDeserialization(DeserializationConfig config, JavaType type, MixInResolver mixIns) {
        return read.computeIfAbsent(type, key -> super.forDeserialization(config, key, mixIns));
    }
}
