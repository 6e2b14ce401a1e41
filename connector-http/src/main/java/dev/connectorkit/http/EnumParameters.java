package dev.connectorkit.http;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts parameters of enums from the names of their constants, also of enums that are not public, which Jersey cannot read. */
public final class EnumParameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        boolean plain = type.isEnum()
                && Stream.of(type.getMethods())
                        .noneMatch(method ->
                                method.getName().equals("fromString") && Modifier.isStatic(method.getModifiers()));
        return plain ? (ParamConverter<T>) new Names(type) : null;
    }

    private record Names<E extends Enum<E>>(Class<E> type) implements ParamConverter<E> {

        @Override
        public @Nullable E fromString(@Nullable String text) {
            return text == null || text.isEmpty() ? null : Enum.valueOf(type, text);
        }

        @Override
        public String toString(E value) {
            return value.name();
        }
    }
}
