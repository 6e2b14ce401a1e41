package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads an enum that {@code @JsonValue} has written as a number or a boolean; whole numbers of up to 64 bits are read by Jackson itself. */
final class WrittenValue extends StdScalarDeserializer<Object> {

    private static final long serialVersionUID = 1L;
    private static final Set<Class<?>> READ_BY_JACKSON = Set.of(Byte.class, Short.class, Integer.class, Long.class);

    private final Map<Object, Object> constants;

    private WrittenValue(Class<?> type, Map<Object, Object> constants) {
        super(type);
        this.constants = constants;
    }

    /** Returns the reader of an enum; null if Jackson, or a creator of the enum, reads what is written. */
    static @Nullable WrittenValue of(AnnotatedClass type) {
        boolean created = type.getFactoryMethods().stream().anyMatch(method -> {
            JsonCreator creator = method.getAnnotation(JsonCreator.class);
            return creator != null && creator.mode() != JsonCreator.Mode.DISABLED;
        });
        AnnotatedMember accessor = created ? null : accessor(type).orElse(null);
        if (accessor == null) {
            return null;
        }
        accessor.fixAccess(true);
        Map<Object, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getRawType().getEnumConstants()) {
            Object value = accessor.getValue(constant);
            if (value instanceof Boolean) {
                constants.putIfAbsent(value, constant);
            } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                constants.putIfAbsent(key(new BigDecimal(number.toString())), constant);
            } else {
                return null;
            }
        }
        return new WrittenValue(type.getRawType(), constants);
    }

    private static Optional<AnnotatedMember> accessor(AnnotatedClass type) {
        Stream<AnnotatedMember> methods =
                StreamSupport.stream(type.memberMethods().spliterator(), false).map(method -> method);
        Stream<AnnotatedMember> fields =
                StreamSupport.stream(type.fields().spliterator(), false).map(field -> field);
        return Stream.concat(methods, fields)
                .filter(member -> {
                    JsonValue value = member.getAnnotation(JsonValue.class);
                    return value != null && value.value();
                })
                .filter(member -> isRead(member.getRawType()))
                .findFirst();
    }

    private static boolean isRead(Class<?> type) {
        Class<?> wrapped = type.isPrimitive() ? ClassUtil.wrapperType(type) : type;
        return wrapped == Boolean.class
                || (Number.class.isAssignableFrom(wrapped) && !READ_BY_JACKSON.contains(wrapped));
    }

    /** Equal numbers have equal keys, however many zeros they end with. */
    private static BigDecimal key(BigDecimal number) {
        return number.stripTrailingZeros();
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Object value = null;
        if (parser.currentToken().isNumeric()) {
            value = key(parser.getDecimalValue());
        } else if (parser.currentToken().isBoolean()) {
            value = parser.getBooleanValue();
        }
        Object constant = value == null ? null : constants.get(value);
        if (constant == null) {
            String values = constants.keySet().stream()
                    .map(key -> key instanceof BigDecimal number ? number.toPlainString() : key.toString())
                    .collect(Collectors.joining(", "));
            throw new UnexpectedFormException(parser, _valueClass, "one of " + values);
        }
        return constant;
    }
}
