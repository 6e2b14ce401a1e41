package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.util.AccessPattern;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a number or a boolean that is written as a text; one that comes as it is without the annotation is read as well. */
final class WrittenText extends StdScalarDeserializer<Object> {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    WrittenText(Class<?> type) {
        super(type);
    }

    /** Reports whether the type is a number or a boolean. */
    static boolean isRead(Class<?> type) {
        boolean primitive = type.isPrimitive() && type != char.class && type != void.class;
        return primitive
                || type == Boolean.class
                || (Number.class.isAssignableFrom(type) && type.getName().matches("java\\.(lang|math)\\..+"));
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return context.findNonContextualValueDeserializer(type(context)).deserialize(parser, context);
        }
        try (TokenBuffer buffer = new TokenBuffer(parser, context)) {
            write(parser.getText(), buffer, parser);
            try (JsonParser value = buffer.asParser(parser)) {
                value.nextToken();
                return context.findNonContextualValueDeserializer(type(context)).deserialize(value, context);
            }
        }
    }

    private void write(String text, TokenBuffer buffer, JsonParser parser) throws IOException {
        boolean truth = _valueClass == boolean.class || _valueClass == Boolean.class;
        if (truth && (text.equals("true") || text.equals("false"))) {
            buffer.writeBoolean(text.equals("true"));
        } else if (truth || text.length() > LONGEST) {
            throw refused(parser);
        } else {
            try {
                BigDecimal number = new BigDecimal(text);
                if (number.scale() == 0) {
                    buffer.writeNumber(number.unscaledValue());
                } else {
                    buffer.writeNumber(number);
                }
            } catch (NumberFormatException e) {
                throw refused(parser);
            }
        }
    }

    private UnexpectedFormException refused(JsonParser parser) {
        return new UnexpectedFormException(parser, _valueClass, Expectation.of(_valueClass) + " as a text");
    }

    private JavaType type(DeserializationContext context) {
        return context.constructType(_valueClass);
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) throws JsonMappingException {
        return context.findNonContextualValueDeserializer(type(context)).getNullValue(context);
    }

    @Override
    public AccessPattern getNullAccessPattern() {
        return AccessPattern.DYNAMIC;
    }
}
