package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.Unsubscribable;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.File;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Teaches swagger-core our annotations on properties, that an outcome stands for its payload, and that a stream is a file;
 * found by its service loader.
 *
 * <p>A label of a property that refers to a component must not become the component's: every other use would carry it. Such a
 * property is written as an {@code allOf} of the reference, with the label beside it.
 */
public final class PropertyConverter implements ModelConverter {

    private static final Set<Class<?>> STREAMS = Set.of(InputStream.class, File.class, StreamingOutput.class);

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!ReadSession.isUnderWay()) {
            return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        }
        Optional<JavaType> payload = Payload.ofWrapper(type.getType());
        if (payload.isPresent()) {
            return context.resolve(type.type(payload.get()));
        }
        if (Payload.rawClass(type.getType()).isAnnotationPresent(Unsubscribable.class)) {
            return null; // never shows on the wire
        }
        if (STREAMS.contains(Payload.rawClass(type.getType()))) {
            return new BinarySchema();
        }
        if (!chain.hasNext()) {
            return null;
        }
        Annotation[] annotations = type.getCtxAnnotations();
        if (!type.isSchemaProperty() || annotations == null || !isLabelled(annotations)) {
            Schema<?> schema = chain.next().resolve(type, context, chain);
            if (schema != null) {
                ReadSession.saw(Payload.javaType(type.getType()), schema);
                ofType(schema, Payload.rawClass(type.getType()), type.isSchemaProperty(), context);
            }
            return schema;
        }
        type.ctxAnnotations(Arrays.stream(annotations)
                .filter(annotation -> !isLabel(annotation))
                .toArray(Annotation[]::new));
        Schema<?> schema = context.resolve(type);
        return schema == null ? null : label(schema, annotations, context);
    }

    /** What stands on the type itself: the labels of an enum's constants, a dynamic schema. */
    private static void ofType(Schema<?> schema, Class<?> type, boolean property, ModelConverterContext context) {
        if (type.isEnum() && schema.getEnum() != null && schema.getEnum().size() == type.getEnumConstants().length) {
            ofEnum(schema, (Enum<?>[]) type.getEnumConstants(), property);
        }
        String reference = schema.get$ref();
        Schema<?> definition = reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
        if (definition != null) {
            Extensions.of(List.of(type.getAnnotations())).forEach(definition::addExtension);
        }
    }

    /** swagger-core takes toString() of a constant; on the wire a property has Jackson's name, a parameter its own. */
    @SuppressWarnings("unchecked")
    private static void ofEnum(Schema<?> schema, Enum<?>[] constants, boolean property) {
        List<Object> values = new ArrayList<>();
        List<Object> labelled = new ArrayList<>();
        for (Enum<?> constant : constants) {
            String value = property ? Json.mapper().convertValue(constant, String.class) : constant.name();
            values.add(value);
            Summary summary = summary(constant);
            if (summary != null) {
                labelled.add(DynamicExtensions.map("value", value, "displayName", summary.value()));
            }
        }
        ((Schema<Object>) schema).setEnum(values);
        if (labelled.size() == values.size()) { // designers show only the values that are listed
            schema.addExtension(Extensions.ENUM_VALUES, labelled);
        }
    }

    private static @Nullable Summary summary(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name()).getAnnotation(Summary.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isLabelled(Annotation[] annotations) {
        return Arrays.stream(annotations).anyMatch(PropertyConverter::isLabel);
    }

    private static boolean isLabel(Annotation annotation) {
        return Extensions.isOurs(annotation);
    }

    private static Schema<?> label(Schema<?> schema, Annotation[] annotations, ModelConverterContext context) {
        String name = schema.getName();
        boolean component = name != null && context.getDefinedModels().containsKey(name);
        Schema<?> labelled = schema;
        if (component || schema.get$ref() != null) {
            String reference = schema.get$ref() == null ? Components.COMPONENTS_SCHEMAS_REF + name : schema.get$ref();
            labelled = new Schema<>();
            labelled.addAllOfItem(new Schema<>().$ref(reference));
        }
        Extensions.of(List.of(annotations)).forEach(labelled::addExtension);
        for (Annotation annotation : annotations) {
            if (annotation instanceof Summary summary && !summary.description().isEmpty()) {
                labelled.setDescription(summary.description());
            }
        }
        return labelled;
    }
}
