package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIdentityReference;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.BeanAsArraySerializer;
import dev.connectorkit.swagger.internal.WireForm.WireProperty;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Visits the properties of one object as they are written. */
final class WireMembers extends JsonObjectFormatVisitor.Base {

    private final Map<String, WireProperty> found;
    private final Set<AnnotatedMember> open;

    /**
     * @param found takes the properties
     * @param open the properties that this object is within
     */
    WireMembers(SerializerProvider provider, Map<String, WireProperty> found, Set<AnnotatedMember> open) {
        super(provider);
        this.found = found;
        this.open = open;
    }

    @Override
    public void property(BeanProperty property) throws JsonMappingException {
        optionalProperty(property);
    }

    @Override
    public void optionalProperty(BeanProperty property) throws JsonMappingException {
        SerializerProvider provider = getProvider();
        JsonSerializer<?> serializer =
                property instanceof BeanPropertyWriter writer ? (JsonSerializer<?>) writer.getSerializer() : null;
        JsonSerializer<?> used =
                serializer == null ? provider.findPrimaryPropertySerializer(property.getType(), property) : serializer;
        Schema<?> schema = WireSamples.scalar(used, property.getType(), provider);
        JsonFormat.Value format = property.findPropertyFormat(provider.getConfig(), Object.class);
        List<Annotation> annotations = new ArrayList<>();
        if (property.getMember() != null && property.getMember().getAllAnnotations() != null) {
            property.getMember().getAllAnnotations().annotations().forEach(annotations::add);
        }
        found.put(
                property.getName(),
                new WireProperty(
                        property.getType(),
                        annotations,
                        schema != null && format.hasPattern() ? new StringSchema() : schema,
                        used instanceof BeanAsArraySerializer,
                        new WireForms(provider, property, open).of(used, annotations),
                        refusal(used, property.getType(), schema, annotations, format)));
    }

    private static @Nullable String refusal(
            JsonSerializer<?> serializer,
            JavaType type,
            @Nullable Schema<?> written,
            List<Annotation> annotations,
            JsonFormat.Value format) {
        boolean described = annotations.stream()
                .anyMatch(annotation -> annotation instanceof io.swagger.v3.oas.annotations.media.Schema);
        if (!described && WireSamples.isSilent(serializer, type, written)) {
            return WireSamples.silence(serializer);
        }
        for (Annotation annotation : annotations) {
            if (annotation instanceof JsonTypeInfo) {
                return "has @JsonTypeInfo, and a document has the subtypes of a type alone; put it on the type";
            } else if (annotation instanceof JsonIdentityReference reference && reference.alwaysAsId()) {
                return "is written as an id by @JsonIdentityReference, and read as one of an object before it, which a"
                        + " document cannot say; make the id a property of its own";
            }
        }
        Boolean unwrapped = format.getFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
        return Boolean.TRUE.equals(unwrapped)
                ? "is an array or, with one element, that element, which designers cannot show; remove"
                        + " WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED"
                : null;
    }

    @Override
    public void property(String name, JsonFormatVisitable handler, JavaType type) {}

    @Override
    public void optionalProperty(String name, JsonFormatVisitable handler, JavaType type) {}
}
