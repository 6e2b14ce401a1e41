package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.util.PrimitiveType;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Determines the parameters that JAX-RS and ConnectorKit convert from text. */
final class ParameterTypes {

    private static final Map<Class<?>, Supplier<Schema<?>>> SCALARS = Map.of(
            OptionalInt.class, IntegerSchema::new,
            OptionalLong.class, () -> new IntegerSchema().format("int64"),
            OptionalDouble.class, NumberSchema::new,
            LocalDateTime.class, () -> new StringSchema().format(Formats.LOCAL_DATE_TIME),
            byte.class, IntegerSchema::new,
            Byte.class, IntegerSchema::new);

    private ParameterTypes() {}

    /** Reports whether the class is a number that may be absent. */
    static boolean isOptional(Class<?> type) {
        return type == OptionalInt.class || type == OptionalLong.class || type == OptionalDouble.class;
    }

    /** Returns the schema of a class that swagger-core would take for an object; empty where swagger-core knows the type. */
    static Optional<Schema<?>> scalar(AnnotatedType type) {
        JavaType java = Payload.javaType(type.getType());
        Class<?> raw = java.getRawClass();
        if (SCALARS.containsKey(raw)) {
            return Optional.of(SCALARS.get(raw).get());
        }
        boolean known = PrimitiveType.fromType(java) != null
                || java.isEnumType()
                || java.isContainerType()
                || java.isReferenceType()
                || raw == Object.class;
        return known || !isConverted(raw) ? Optional.empty() : Optional.of(new StringSchema());
    }

    /** Reports whether the class has a constructor or a factory that takes one text: JAX-RS 3.2, and java.time. */
    private static boolean isConverted(Class<?> type) {
        boolean constructed = Stream.of(type.getConstructors())
                .anyMatch(constructor ->
                        constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == String.class);
        return constructed || Stream.of(type.getMethods()).anyMatch(method -> isFactory(type, method));
    }

    private static boolean isFactory(Class<?> type, Method method) {
        boolean time = type.getName().startsWith("java.time.");
        return Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == type
                && method.getParameterCount() == 1
                && method.getParameterTypes()[0].isAssignableFrom(String.class)
                && (method.getName().equals("valueOf")
                        || method.getName().equals("fromString")
                        || (time && Set.of("parse", "of").contains(method.getName())));
    }
}
