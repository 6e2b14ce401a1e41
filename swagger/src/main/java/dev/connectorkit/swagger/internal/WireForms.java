package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.ser.ContainerSerializer;
import dev.connectorkit.swagger.internal.WireForm.WireProperty;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Determines the form of one property, by asking the serializers that its annotations have made. */
final class WireForms {

    private static final String JACKSON = "com.fasterxml.jackson.";

    private final SerializerProvider provider;
    private final BeanProperty property;
    private final Set<AnnotatedMember> open;

    WireForms(SerializerProvider provider, BeanProperty property, Set<AnnotatedMember> open) {
        this.provider = provider;
        this.property = property;
        this.open = open;
    }

    /** Returns the form of the property; null if it is that of its type everywhere. */
    @Nullable WireForm of(JsonSerializer<?> serializer, List<Annotation> annotations) throws JsonMappingException {
        boolean altered = annotations.stream()
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().startsWith(JACKSON) && type != JsonProperty.class);
        AnnotatedMember member = property.getMember();
        if (!altered || member == null) {
            return null;
        }
        if (open.contains(member)) {
            return within(property.getType());
        }
        Set<AnnotatedMember> within = new HashSet<>(open);
        within.add(member);
        JsonIgnoreProperties ignored = member.getAnnotation(JsonIgnoreProperties.class);
        return new WireForms(provider, property, within)
                .of(serializer, property.getType(), JsonIgnoreProperties.Value.from(ignored));
    }

    /** Returns the form of a property that is within itself: Swagger has no end of its objects, which are left empty. */
    private static WireForm within(JavaType type) {
        if (type.isReferenceType()) {
            return within(type.getContentType());
        } else if (type.isMapLikeType()) {
            return new WireForm.Values(within(type.getContentType()));
        }
        return type.isContainerType()
                ? new WireForm.Elements(within(type.getContentType()))
                : new WireForm.Members(Map.of(), Set.of(), Set.of());
    }

    private @Nullable WireForm of(JsonSerializer<?> serializer, JavaType type, JsonIgnoreProperties.Value ignored)
            throws JsonMappingException {
        Schema<?> scalar = WireSamples.scalar(serializer, type, provider);
        if (scalar != null) {
            JsonFormat.Value format = property.findPropertyFormat(provider.getConfig(), Object.class);
            return new WireForm.Scalar(format.hasPattern() ? new StringSchema() : scalar);
        }
        if (type.isContainerType() || type.isReferenceType()) {
            WireForm content = content(serializer, type, ignored);
            if (content == null || type.isReferenceType()) {
                return content;
            }
            return type.isMapLikeType() ? new WireForm.Values(content) : new WireForm.Elements(content);
        }
        return provider.findTypeSerializer(type) == null ? members(serializer, type, ignored) : null;
    }

    private @Nullable WireForm content(JsonSerializer<?> serializer, JavaType type, JsonIgnoreProperties.Value ignored)
            throws JsonMappingException {
        JavaType content = type.getContentType();
        if (content.isJavaLangObject() || (type.isArrayType() && !(serializer instanceof ContainerSerializer))) {
            return null; // anything, or raw bytes
        }
        JsonSerializer<?> given =
                serializer instanceof ContainerSerializer<?> container ? container.getContentSerializer() : null;
        return of(given == null ? provider.findContentValueSerializer(content, property) : given, content, ignored);
    }

    private @Nullable WireForm members(JsonSerializer<?> serializer, JavaType type, JsonIgnoreProperties.Value ignored)
            throws JsonMappingException {
        JsonSerializer<?> plain = provider.findValueSerializer(type);
        Map<String, JavaType> usual = types(plain, type);
        Map<String, JavaType> written = types(serializer, type);
        Set<String> unread = ignored.findIgnoredForDeserialization();
        Set<String> unwritten = ignored.findIgnoredForSerialization();
        if (written.isEmpty()
                || (written.equals(usual) && written.keySet().stream().noneMatch(unread::contains))) {
            return null;
        }
        Map<String, WireProperty> properties = properties(serializer, type);
        Set<String> readOnly = new HashSet<>(unread);
        readOnly.retainAll(properties.keySet());
        Set<String> writeOnly = new HashSet<>(unwritten);
        writeOnly.removeAll(unread);
        writeOnly.retainAll(usual.keySet());
        Map<String, WireProperty> all = writeOnly.isEmpty() ? Map.of() : properties(plain, type);
        writeOnly.forEach(name -> properties.put(name, all.get(name)));
        return new WireForm.Members(properties, readOnly, writeOnly);
    }

    private Map<String, JavaType> types(JsonSerializer<?> serializer, JavaType type) throws JsonMappingException {
        Map<String, JavaType> types = new HashMap<>();
        visit(serializer, type, new JsonObjectFormatVisitor.Base(provider) {
            @Override
            public void property(BeanProperty each) {
                types.put(each.getName(), each.getType());
            }

            @Override
            public void optionalProperty(BeanProperty each) {
                types.put(each.getName(), each.getType());
            }
        });
        return types;
    }

    private Map<String, WireProperty> properties(JsonSerializer<?> serializer, JavaType type)
            throws JsonMappingException {
        Map<String, WireProperty> properties = new LinkedHashMap<>();
        visit(serializer, type, new WireMembers(provider, properties, open));
        return properties;
    }

    private void visit(JsonSerializer<?> serializer, JavaType type, JsonObjectFormatVisitor members)
            throws JsonMappingException {
        serializer.acceptJsonFormatVisitor(
                new JsonFormatVisitorWrapper.Base(provider) {
                    @Override
                    public JsonObjectFormatVisitor expectObjectFormat(JavaType object) {
                        return members;
                    }
                },
                type);
    }
}
