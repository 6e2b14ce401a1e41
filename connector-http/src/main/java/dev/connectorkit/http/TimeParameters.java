package dev.connectorkit.http;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Converts parameters of the types of {@code java.time} from ISO 8601, which JAX-RS leaves to applications. */
public final class TimeParameters implements ParamConverterProvider {

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        if (type == Date.class) {
            @SuppressWarnings("unchecked") // T is Date
            ParamConverter<T> dates = (ParamConverter<T>) new Dates();
            return dates;
        }
        if (!type.getName().startsWith("java.time.")) {
            return null;
        }
        Method parse = factory(type, "parse", CharSequence.class);
        Method read = parse == null ? factory(type, "of", String.class) : parse; // zones have no parse
        return read == null ? null : new Iso<>(type, read); // DayOfWeek and Month are enums, which JAX-RS converts
    }

    private static @Nullable Method factory(Class<?> type, String name, Class<?> text) {
        try {
            return type.getMethod(name, text);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Reads the instants that a document has for a date, and not those of the constructor of {@link Date}. */
    private static final class Dates implements ParamConverter<Date> {

        @Override
        public @Nullable Date fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                return Date.from(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }

        @Override
        public String toString(Date value) {
            return value.toInstant().toString();
        }
    }

    private record Iso<T>(Class<T> type, Method parse) implements ParamConverter<T> {

        @Override
        public @Nullable T fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                return type.cast(parse.invoke(null, text));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof DateTimeException invalid) {
                    throw new IllegalArgumentException(invalid.getMessage(), invalid);
                }
                throw new IllegalStateException(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
