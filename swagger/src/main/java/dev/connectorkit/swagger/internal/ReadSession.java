package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one connector by this thread. swagger-core's converters and extensions are shared by the whole JVM: ours do nothing
 * outside of a session. A session records the Java types behind each schema name, because two classes of one simple name overwrite each
 * other silently.
 */
final class ReadSession {

    private static final ThreadLocal<@Nullable ReadSession> CURRENT = new ThreadLocal<>();

    private final Map<String, SortedSet<String>> typesByName = new TreeMap<>();
    private final Map<String, JavaType> types = new HashMap<>();
    private final WireTypes wire;
    private final Map<String, Polymorphism.Union> unions = new TreeMap<>();
    private final List<String> refusals = new ArrayList<>();
    private final IdentityHashMap<ModelConverter, ModelConverter> caching = new IdentityHashMap<>();
    private boolean parameter;

    private ReadSession(WireTypes wire) {
        this.wire = wire;
    }

    /** Runs a reading in a session of its own, and adds the names that several types have to the problems. */
    static ObjectNode run(ObjectMapper mapper, List<String> problems, Supplier<ObjectNode> reading) {
        ReadSession session = new ReadSession(new WireTypes(mapper));
        CURRENT.set(session);
        try {
            ObjectNode result = reading.get();
            problems.addAll(session.refusals);
            Polymorphism.write(result, session.unions, problems);
            new RefusedAbsences(result, session.types, mapper).require();
            session.typesByName.forEach((name, types) -> {
                if (types.size() > 1) {
                    problems.add(String.join(" and ", types) + ": both would be the schema '" + name
                            + "' in the document; put @Schema(name = \"...\") on one of them");
                }
            });
            return result;
        } finally {
            CURRENT.remove();
        }
    }

    /** Returns the session of this thread, or null where swagger-core reads for somebody else. */
    static @Nullable ReadSession current() {
        return CURRENT.get();
    }

    /** Records a type with subtypes by the name of its schema. */
    void union(String name, Polymorphism.Union union) {
        unions.put(name, union);
    }

    boolean isUnion(String name) {
        return unions.containsKey(name);
    }

    /** Records a type that cannot be described. */
    void refuse(String problem) {
        if (!refusals.contains(problem)) {
            refusals.add(problem);
        }
    }

    WireTypes wire() {
        return wire;
    }

    /** Returns the converter that stands for the next of a chain in this session: swagger-core's own introspects each type once. */
    ModelConverter caching(ModelConverter next) {
        return next.getClass() == ModelResolver.class
                ? caching.computeIfAbsent(next, key -> cached((ModelResolver) key))
                : next;
    }

    private static ModelResolver cached(ModelResolver resolver) {
        ModelResolver cached = new ModelResolver(CachingIntrospector.of(resolver.objectMapper()))
                .openapi31(resolver.isOpenapi31())
                .schemaResolution(resolver.getSchemaResolution());
        cached.setConfiguration(resolver.getConfiguration());
        return cached;
    }

    /** Reports whether a parameter is read: JAX-RS converts its values, not Jackson. */
    boolean isInParameter() {
        return parameter;
    }

    /** Reads a parameter that JAX-RS converts. */
    <T> T inParameter(Supplier<T> reading) {
        boolean before = parameter;
        parameter = true;
        try {
            return reading.get();
        } finally {
            parameter = before;
        }
    }

    void saw(JavaType type, Schema<?> schema) {
        String reference = schema.get$ref();
        String component = reference == null ? schema.getName() : reference.substring(reference.lastIndexOf('/') + 1);
        if (component != null) {
            types.putIfAbsent(component, type);
        }
        String name = TypeNameResolver.std.nameForType(type);
        // Any other name comes from @JsonValue or @Schema(name), and no other type has it.
        if (name.equals(schema.getName()) || (Components.COMPONENTS_SCHEMAS_REF + name).equals(schema.get$ref())) {
            typesByName
                    .computeIfAbsent(name, key -> new TreeSet<>())
                    .add(type.getRawClass().getName());
        }
    }
}
