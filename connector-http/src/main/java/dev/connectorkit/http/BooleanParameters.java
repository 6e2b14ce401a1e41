package dev.connectorkit.http;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Converts boolean parameters from {@code true} and {@code false}, in any case of letters. Any other text is refused, which JAX-RS
 * reads as false.
 */
public final class BooleanParameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        boolean flag = type == boolean.class || type == Boolean.class;
        return flag ? (ParamConverter<T>) (type == boolean.class ? Flags.PLAIN : Flags.BOXED) : null;
    }

    private enum Flags implements ParamConverter<Boolean> {
        PLAIN,
        BOXED;

        @Override
        public @Nullable Boolean fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return this == PLAIN ? false : null; // absent: Jersey passes null
            } else if (text.equalsIgnoreCase("true")) {
                return true;
            } else if (text.equalsIgnoreCase("false")) {
                return false;
            }
            throw new IllegalArgumentException("It must be true or false.");
        }

        @Override
        public String toString(Boolean value) {
            return value.toString();
        }
    }
}
