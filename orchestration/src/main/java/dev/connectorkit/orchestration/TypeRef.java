package dev.connectorkit.orchestration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments: {@code new TypeRef<List<Order>>() {}}. Immutable and
 * thread-safe.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {

    private final Type type;

    /** Captures the type argument of an anonymous subclass. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType captured)) {
            throw new IllegalStateException("A TypeRef needs a type argument: new TypeRef<List<String>>() {}");
        }
        this.type = captured.getActualTypeArguments()[0];
    }

    private TypeRef(Type type) {
        this.type = type;
    }

    /** Returns the reference to a class. */
    public static <T> TypeRef<T> of(Class<T> type) {
        return new Known<>(Required.given("class of a type", type));
    }

    /** Returns the reference to a type found by reflection; the caller guarantees the type argument. */
    static <T> TypeRef<T> ofReflected(Type type) {
        return new Known<>(type);
    }

    /** Returns the captured type. */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }

    private static final class Known<T> extends TypeRef<T> {
        Known(Type type) {
            super(type);
        }
    }
}
