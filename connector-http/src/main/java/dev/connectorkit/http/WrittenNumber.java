package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads an enum that is written as the position of its constant, or a boolean that is written as 0 or 1. */
final class WrittenNumber extends StdScalarDeserializer<Object> {

    private static final long serialVersionUID = 1L;

    WrittenNumber(Class<?> type) {
        super(type);
    }

    /** Reports whether the type is an enum or a boolean. */
    static boolean isRead(Class<?> type) {
        return type.isEnum() || type == boolean.class || type == Boolean.class;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Object[] values = _valueClass.isEnum() ? _valueClass.getEnumConstants() : new Object[] {false, true};
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                && parser.getNumberType() == JsonParser.NumberType.INT
                && parser.getIntValue() >= 0
                && parser.getIntValue() < values.length) {
            return values[parser.getIntValue()];
        }
        String numbers =
                IntStream.range(0, values.length).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        throw new UnexpectedFormException(parser, _valueClass, "one of " + numbers);
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) {
        return _valueClass == boolean.class ? (Object) false : null;
    }
}
