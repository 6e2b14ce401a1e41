package dev.connectorkit.http;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts parameters from numbers as JSON has them. Any other text that Java reads as a number is refused, such as {@code NaN},
 * {@code 1f}, {@code 0x1p3}, {@code +5} and digits other than 0 to 9.
 */
public final class NumberParameters implements ParamConverterProvider {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

    private static final Map<Class<?>, Function<String, Object>> WHOLE_NUMBERS = Map.of(
            Byte.class, Byte::valueOf,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            BigInteger.class, BigInteger::new,
            OptionalInt.class, text -> OptionalInt.of(Integer.parseInt(text)),
            OptionalLong.class, text -> OptionalLong.of(Long.parseLong(text)));

    private static final Map<Class<?>, Function<String, Object>> DECIMALS = Map.of(
            Float.class, Float::valueOf,
            Double.class, Double::valueOf,
            BigDecimal.class, BigDecimal::new,
            OptionalDouble.class, text -> OptionalDouble.of(Double.parseDouble(text)));

    private static final Map<Class<?>, Object> EMPTY = Map.of(
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    @Override
    @SuppressWarnings("unchecked") // T is the type of the numbers
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        Pattern form = WHOLE_NUMBERS.containsKey(boxed) ? WHOLE : DECIMAL;
        Function<String, Object> parser = form == WHOLE ? WHOLE_NUMBERS.get(boxed) : DECIMALS.get(boxed);
        if (parser == null) {
            return null;
        }
        boolean blank = type.isPrimitive() || EMPTY.containsKey(type);
        boolean byDefault = Stream.ofNullable(annotations).flatMap(Stream::of).anyMatch(DefaultValue.class::isInstance);
        Object zero = type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : EMPTY.get(type);
        return (ParamConverter<T>) new Numbers(form, parser, blank, byDefault ? null : zero);
    }

    /**
     * Reads the numbers of one parameter.
     *
     * @param blank true if a blank text is that of an absent parameter, as JAX-RS has it
     * @param absent the value of an absent parameter; null if it has none, or the one that {@code @DefaultValue} has
     */
    private record Numbers(
            Pattern form,
            Function<String, Object> parser,
            boolean blank,
            @Nullable Object absent) implements ParamConverter<Object> {

        @Override
        public @Nullable Object fromString(@Nullable String text) {
            if (text == null || (blank && text.isBlank())) {
                return absent;
            }
            Object number = form.matcher(text).matches() ? parser.apply(text) : null;
            if (number == null || !ScalarForms.isFinite(number)) {
                throw new IllegalArgumentException("It must be a number.");
            }
            return number;
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }
    }
}
