package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Reads times that are written as a number, of which none has more than 64 bits, or as a list of numbers. */
final class WrittenTime extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    /** The forms of times that are no texts. */
    private enum Form {
        NUMBER("a number"),
        LIST("a list of numbers");

        private final String expectation;

        Form(String expectation) {
            this.expectation = expectation;
        }
    }

    private final Form form;

    private WrittenTime(JsonDeserializer<?> time, Form form) {
        super(time);
        this.form = form;
    }

    /** Returns the reader of a time that the serializer of its property writes as a number or a list; null if it writes a text. */
    static @Nullable WrittenTime of(
            JsonDeserializer<?> time, JavaType type, @Nullable BeanProperty property, ObjectMapper mapper)
            throws JsonMappingException {
        FormVisitor visitor = new FormVisitor(mapper.getSerializerProviderInstance());
        serializer(type, property, visitor.getProvider()).acceptJsonFormatVisitor(visitor, type);
        return visitor.form == null ? null : new WrittenTime(time, visitor.form);
    }

    private static JsonSerializer<?> serializer(
            JavaType type, @Nullable BeanProperty property, SerializerProvider provider) throws JsonMappingException {
        AnnotatedMember member = property == null ? null : property.getMember();
        Object own = null;
        if (property != null && member != null) {
            own = property.getType().hasRawClass(type.getRawClass())
                    ? provider.getAnnotationIntrospector().findSerializer(member)
                    : provider.getAnnotationIntrospector().findContentSerializer(member);
        }
        return own == null
                ? provider.findPrimaryPropertySerializer(type, property)
                : provider.serializerInstance(member, own);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> time) {
        return new WrittenTime(time, form);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        boolean number = parser.currentToken().isNumeric();
        if (number && parser.getDecimalValue().abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw refused(parser, "a number from " + -Long.MAX_VALUE + " to " + Long.MAX_VALUE);
        }
        boolean read = (form == Form.NUMBER ? number : parser.hasToken(JsonToken.START_ARRAY))
                || parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
                || context.isEnabled(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS);
        if (!read) {
            throw refused(parser, form.expectation);
        }
        try {
            return super.deserialize(parser, context);
        } catch (DateTimeException | MismatchedInputException e) {
            throw refused(parser, form.expectation);
        }
    }

    private UnexpectedFormException refused(JsonParser parser, String expectation) {
        return new UnexpectedFormException(parser, handledType(), expectation);
    }

    /** Records the form that a serializer reports. */
    private static final class FormVisitor extends JsonFormatVisitorWrapper.Base {

        private @Nullable Form form;

        FormVisitor(SerializerProvider provider) {
            super(provider);
        }

        @Override
        public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
            form = Form.LIST;
            return new JsonArrayFormatVisitor.Base();
        }

        @Override
        public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
            form = Form.NUMBER;
            return new JsonIntegerFormatVisitor.Base();
        }

        @Override
        public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
            form = Form.NUMBER;
            return new JsonNumberFormatVisitor.Base();
        }
    }
}
