package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyMetadata;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import org.jspecify.annotations.Nullable;

/** Has arrays of primitives read without null, which Jackson reads as 0 or false, unless their property has another rule. */
final class PrimitiveElements extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    PrimitiveElements(JsonDeserializer<?> array) {
        super(array);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> array) {
        return array;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        PropertyMetadata metadata = property == null ? PropertyMetadata.STD_OPTIONAL : property.getMetadata();
        if (metadata.getContentNulls() != null && metadata.getContentNulls() != Nulls.DEFAULT) {
            return super.createContextual(context, property);
        }
        JavaType array = context.constructType(handledType());
        return super.createContextual(
                context,
                new BeanProperty.Std(
                        property == null ? PropertyName.NO_NAME : property.getFullName(),
                        array,
                        property == null ? null : property.getWrapperName(),
                        property == null ? null : property.getMember(),
                        metadata.withNulls(metadata.getValueNulls(), Nulls.FAIL)));
    }
}
