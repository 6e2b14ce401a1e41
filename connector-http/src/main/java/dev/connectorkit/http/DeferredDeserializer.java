package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.util.AccessPattern;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a property by the deserializer that Jackson has for it at the first value. Jackson copies a deserializer for a property with
 * {@code @JsonIgnoreProperties} before it is complete if the property is within the same type, and the copy never reads anything.
 */
final class DeferredDeserializer extends JsonDeserializer<Object> implements ContextualDeserializer {

    private final @Nullable JavaType type;
    private final @Nullable BeanProperty property;
    private volatile @Nullable JsonDeserializer<Object> found;

    DeferredDeserializer() {
        this(null, null);
    }

    private DeferredDeserializer(@Nullable JavaType type, @Nullable BeanProperty property) {
        this.type = type;
        this.property = property;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty of) {
        return new DeferredDeserializer(context.getContextualType(), of);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return found(context).deserialize(parser, context);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context, Object value)
            throws IOException {
        return found(context).deserialize(parser, context, value);
    }

    @Override
    public @Nullable Object deserializeWithType(
            JsonParser parser, DeserializationContext context, TypeDeserializer subtype) throws IOException {
        return found(context).deserializeWithType(parser, context, subtype);
    }

    @Override
    public @Nullable Object getNullValue(DeserializationContext context) throws JsonMappingException {
        return found(context).getNullValue(context);
    }

    @Override
    public AccessPattern getNullAccessPattern() {
        return AccessPattern.DYNAMIC;
    }

    private JsonDeserializer<Object> found(DeserializationContext context) throws JsonMappingException {
        JsonDeserializer<Object> known = found;
        if (known == null) {
            known = context.findContextualValueDeserializer(type, property);
            found = known;
        }
        return known;
    }
}
