package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.connectorkit.annotations.Outcome;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Determines the payload of a method's return type. */
final class Payload {

    private Payload() {}

    /** Returns the payload of an {@link Outcome}, or of a stage that ends with one; empty for every other type. */
    static Optional<JavaType> ofOutcome(Type type) {
        JavaType java = withoutStage(javaType(type));
        boolean carries = java.getRawClass().isAnnotationPresent(Outcome.class) && java.containedTypeCount() > 0;
        return carries ? Optional.of(java.containedType(0)) : Optional.empty();
    }

    /** Reports whether the type is an outcome, or a stage that ends with one, in whose place a 202 may come. */
    static boolean isAccepted(Type type) {
        return isAccepted(withoutStage(javaType(type)).getRawClass());
    }

    /** Reports whether the method returns a response that may be a 202, which one of its parameters makes. */
    static boolean mayBeAccepted(Method method) {
        return withoutStage(javaType(method.getGenericReturnType())).getRawClass() == Response.class
                && Stream.of(method.getParameterTypes()).anyMatch(Payload::isAccepted);
    }

    private static boolean isAccepted(Class<?> type) {
        Outcome outcome = type.getAnnotation(Outcome.class);
        return outcome != null && outcome.accepted();
    }

    /** Returns the type of the items if the type is a page, or a stage that ends with one; empty for every other type. */
    static Optional<JavaType> ofPage(Type type) {
        JavaType java = withoutStage(javaType(type));
        Outcome outcome = java.getRawClass().getAnnotation(Outcome.class);
        return outcome != null && outcome.paged() ? Optional.of(java.containedTypeOrUnknown(0)) : Optional.empty();
    }

    /** Returns the payload of an outcome, or of a stage of any type; empty for every other type. */
    static Optional<JavaType> ofWrapper(Type type) {
        JavaType java = javaType(type);
        JavaType inner = withoutStage(java);
        return inner.equals(java) ? ofOutcome(type) : Optional.of(inner);
    }

    static JavaType javaType(Type type) {
        return TypeFactory.defaultInstance().constructType(type);
    }

    static Class<?> rawClass(Type type) {
        return javaType(type).getRawClass();
    }

    /** Reports whether nothing is answered: {@code void}, {@link Void}, or a stage that ends with it. */
    static boolean isEmpty(Type type) {
        Class<?> raw = withoutStage(javaType(type)).getRawClass();
        return raw == void.class || raw == Void.class;
    }

    private static JavaType withoutStage(JavaType type) {
        boolean wrapped =
                CompletionStage.class.isAssignableFrom(type.getRawClass()) || type.getRawClass() == GenericEntity.class;
        return wrapped && type.containedTypeCount() > 0 ? withoutStage(type.containedType(0)) : type;
    }

    static boolean isBatch(JavaType payload) {
        return payload.isCollectionLikeType()
                || (payload.isArrayType() && payload.getContentType().getRawClass() != byte.class);
    }

    static boolean isJsonObject(JavaType payload) {
        Class<?> raw = payload.getRawClass();
        return !payload.isCollectionLikeType()
                && !payload.isArrayType()
                && !payload.isEnumType()
                && !payload.isPrimitive()
                && !CharSequence.class.isAssignableFrom(raw)
                && !Number.class.isAssignableFrom(raw)
                && !TemporalAccessor.class.isAssignableFrom(raw)
                && !TemporalAmount.class.isAssignableFrom(raw)
                && (payload.isMapLikeType() || !raw.getName().startsWith("java."));
    }
}
