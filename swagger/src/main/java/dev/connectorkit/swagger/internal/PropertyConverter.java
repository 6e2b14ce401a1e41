package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.Unsubscribable;
import dev.connectorkit.annotations.Visibility;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Teaches swagger-core our annotations on properties, that an outcome stands for its payload, and that a stream is a file;
 * found by its service loader.
 *
 * <p>A label of a property that refers to a component must not become the component's: every other use would carry it. Such a
 * property is written as an {@code allOf} of the reference, with the label beside it.
 */
public final class PropertyConverter implements ModelConverter {

    /** The types of which swagger-core knows another form than Jackson writes. */
    private static final Set<Class<?>> MISTAKEN =
            Set.of(char[].class, byte.class, Byte.class, File.class, LocalDateTime.class);

    private static final Set<Class<?>> STREAMS =
            Set.of(InputStream.class, Reader.class, File.class, Path.class, StreamingOutput.class);

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        ReadSession session = ReadSession.current();
        if (session == null) {
            return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        }
        Optional<JavaType> item = Payload.ofPage(type.getType());
        if (item.isPresent()) {
            return page(context.resolve(new AnnotatedType(item.get()).resolveAsRef(true)));
        }
        Optional<JavaType> payload = Payload.ofWrapper(type.getType());
        if (payload.isPresent()) {
            return context.resolve(type.type(payload.get()));
        }
        Class<?> streamed = Payload.rawClass(type.getType());
        if (streamed.isAnnotationPresent(Unsubscribable.class) || Response.class.isAssignableFrom(streamed)) {
            return null; // never shows on the wire
        }
        boolean file = streamed.isAnnotationPresent(dev.connectorkit.annotations.File.class);
        if (!type.isSchemaProperty() && (file || STREAMS.contains(streamed))) {
            return new BinarySchema();
        }
        if (!chain.hasNext()) {
            return null;
        }
        if (session.isInParameter() && Payload.rawClass(type.getType()).isEnum()) {
            Schema<?> names = new StringSchema(); // swagger-core would describe a @JsonValue, which no parameter has
            EnumValues.write(names, Payload.rawClass(type.getType()), session);
            return names;
        }
        Optional<Schema<?>> scalar =
                session.isInParameter() ? ParameterTypes.scalar(type) : scalar(type, session.wire());
        if (scalar.isPresent()) {
            return scalar.get();
        }
        JavaType elements = session.isInParameter() ? null : elements(type, session.wire());
        if (elements != null) {
            Schema<?> items = context.resolve(
                    new AnnotatedType(elements).resolveAsRef(true).jsonViewAnnotation(type.getJsonViewAnnotation()));
            Schema<?> list = new ArraySchema().items(items == null ? new ObjectSchema() : items);
            describe(list, type.getCtxAnnotations());
            return list;
        }
        Supplier<Schema<?>> node = KnownTypes.NODES.get(streamed);
        if (node != null && !session.isInParameter()) {
            Schema<?> schema = node.get();
            describe(schema, type.getCtxAnnotations());
            return schema;
        }
        Optional<JavaType> entry = session.isInParameter() ? Optional.empty() : KnownTypes.entry(type);
        if (entry.isPresent()) {
            Schema<?> value = context.resolve(new AnnotatedType(entry.get()).resolveAsRef(true));
            Schema<?> map = new MapSchema().additionalProperties(value == null ? (Object) true : value);
            describe(map, type.getCtxAnnotations());
            return map;
        }
        Annotation[] annotations = type.getCtxAnnotations();
        if (!type.isSchemaProperty() || annotations == null || !isLabelled(annotations)) {
            Schema<?> schema = session.caching(chain.next()).resolve(type, context, chain);
            if (schema != null) {
                JavaType java = Payload.javaType(type.getType());
                session.saw(java, schema);
                ofType(schema, java, type.getJsonViewAnnotation(), session, context);
            }
            boolean described = type.isSchemaProperty()
                    && annotations != null
                    && !description(annotations).isEmpty();
            return schema != null && described && isComponent(schema, context)
                    ? label(schema, annotations, context)
                    : schema;
        }
        type.ctxAnnotations(Arrays.stream(annotations)
                .filter(annotation -> !isLabel(annotation))
                .toArray(Annotation[]::new));
        Schema<?> schema = context.resolve(type);
        return schema == null ? null : label(schema, annotations, context);
    }

    /** Adds the annotations of the type itself: the labels of an enum's constants, a dynamic schema. */
    private static void ofType(
            Schema<?> schema,
            JavaType java,
            @Nullable JsonView view,
            ReadSession session,
            ModelConverterContext context) {
        Class<?> type = java.getRawClass();
        if (type.isEnum() && schema.getEnum() != null && schema.getEnum().size() == type.getEnumConstants().length) {
            EnumValues.write(schema, type, session);
        }
        String reference = schema.get$ref();
        Schema<?> definition = reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
        if (definition != null) {
            Extensions.of(List.of(type.getAnnotations())).forEach(definition::addExtension);
            WireTypes wire = session.wire().in(view);
            if (java.isMapLikeType()) {
                ofMap(definition, java);
            } else if (!KnownTypes.isKnown(java)) {
                wire.further(java).ifPresent(value -> definition.setAdditionalProperties(values(value, context)));
                wire.silence(java).ifPresent(reason -> session.refuse(type.getSimpleName() + " " + reason));
            }
            if (definition.getProperties() != null) {
                WireProperties.correct(definition, java, wire, property -> ofProperty(property, view, context));
                wire.required(java).stream()
                        .filter(definition.getProperties()::containsKey)
                        .forEach(definition::addRequiredItem);
                withoutInitialized(definition, wire.initialized(java));
                wire.arrays(java)
                        .forEach(name -> session.refuse(type.getSimpleName() + (name.isEmpty() ? "" : "." + name)
                                + " is written as an array without names, which designers cannot show; use another"
                                + " @JsonFormat than shape = ARRAY"));
            }
            session.wire()
                    .refusals(java)
                    .forEach((name, refusal) -> session.refuse(type.getSimpleName() + "." + name + " " + refusal));
            Polymorphism.record(java, TypeNameResolver.std.nameForType(java), session, context);
        }
    }

    /** Makes properties optional whose class gives them a value: swagger-core requires all that must not be null. */
    private static void withoutInitialized(Schema<?> definition, Set<String> initialized) {
        if (definition.getRequired() != null && !initialized.isEmpty()) {
            definition.setRequired(definition.getRequired().stream()
                    .filter(name -> !initialized.contains(name))
                    .toList());
        }
    }

    /** Corrects a map, whose class is no bean, and whose values may be anything. */
    private static void ofMap(Schema<?> definition, JavaType java) {
        definition.setProperties(null);
        if (java.getContentType().isJavaLangObject()) {
            definition.setAdditionalProperties(true);
        }
    }

    /** Returns the schema of values under names of their own; true if they may be anything. */
    private static Object values(JavaType type, ModelConverterContext context) {
        boolean any = type.isJavaLangObject() || JsonNode.class.isAssignableFrom(type.getRawClass());
        Schema<?> schema = any ? null : context.resolve(new AnnotatedType(type).resolveAsRef(true));
        return schema == null ? (Object) true : schema;
    }

    private static Schema<?> ofProperty(
            WireForm.WireProperty property, @Nullable JsonView view, ModelConverterContext context) {
        Schema<?> resolved = context.resolve(new AnnotatedType(property.type())
                .resolveAsRef(true)
                .schemaProperty(true)
                .jsonViewAnnotation(view)
                .ctxAnnotations(property.annotations().toArray(Annotation[]::new)));
        return resolved == null ? new ObjectSchema() : resolved;
    }

    /** Returns the schema of a class that swagger-core would take for an object, and that is written as a scalar. */
    private static Optional<Schema<?>> scalar(AnnotatedType type, WireTypes wire) {
        JavaType java = Payload.javaType(type.getType());
        Class<?> raw = java.getRawClass();
        boolean mistaken = MISTAKEN.contains(raw) || KnownTypes.isMistaken(java, wire);
        Optional<Schema<?>> scalar = KnownTypes.isKnown(java) && !mistaken ? Optional.empty() : wire.scalar(java);
        if (ParameterTypes.isOptional(raw)) {
            scalar = ParameterTypes.scalar(type); // Jackson's serializers report none
        } else if (ByteBuffer.class.isAssignableFrom(raw)) {
            scalar = Optional.of(new StringSchema().format("byte"));
        }
        scalar.ifPresent(schema -> describe(schema, type.getCtxAnnotations()));
        return scalar;
    }

    /** Returns the type of the elements of a class that is written as an array and that swagger-core takes for an object. */
    private static @Nullable JavaType elements(AnnotatedType type, WireTypes wire) {
        JavaType java = Payload.javaType(type.getType());
        return KnownTypes.isKnown(java) ? null : wire.elements(java).orElse(null);
    }

    /** Designers split the answer into the items: the link beside them is hidden. */
    private static Schema<?> page(@Nullable Schema<?> item) {
        Schema<?> link = new StringSchema().description("The URL of the next page; absent on the last.");
        link.addExtension(Extensions.VISIBILITY, Extensions.value(Visibility.Level.INTERNAL));
        Schema<?> items = new ArraySchema()
                .items(item == null ? new ObjectSchema() : item)
                .description("The items of the page.");
        items.addExtension(Extensions.SUMMARY, "Items");
        return new ObjectSchema().addProperty("value", items).addProperty("nextLink", link);
    }

    private static void describe(Schema<?> schema, Annotation @Nullable [] given) {
        Annotation[] annotations = given == null ? new Annotation[0] : given;
        String description = description(annotations);
        if (!description.isEmpty()) {
            schema.setDescription(description);
        }
        Extensions.of(List.of(annotations)).forEach(schema::addExtension);
    }

    private static boolean isLabelled(Annotation[] annotations) {
        return Arrays.stream(annotations).anyMatch(PropertyConverter::isLabel);
    }

    private static boolean isLabel(Annotation annotation) {
        return Extensions.isOurs(annotation);
    }

    private static Schema<?> label(Schema<?> schema, Annotation[] annotations, ModelConverterContext context) {
        String name = schema.getName();
        Schema<?> labelled = schema;
        if (isComponent(schema, context)) {
            String reference = schema.get$ref() == null ? Components.COMPONENTS_SCHEMAS_REF + name : schema.get$ref();
            labelled = new Schema<>();
            labelled.addAllOfItem(new Schema<>().$ref(reference));
        }
        Extensions.of(List.of(annotations)).forEach(labelled::addExtension);
        String description = description(annotations);
        if (!description.isEmpty()) {
            labelled.setDescription(description);
        }
        return labelled;
    }

    private static boolean isComponent(Schema<?> schema, ModelConverterContext context) {
        String name = schema.getName();
        return schema.get$ref() != null
                || (name != null && context.getDefinedModels().containsKey(name));
    }

    /** Returns the description that the annotations give, ours before that of Swagger; empty if absent. */
    private static String description(Annotation[] annotations) {
        String found = "";
        for (Annotation annotation : annotations) {
            if (annotation instanceof Summary summary && !summary.description().isEmpty()) {
                return summary.description();
            } else if (annotation instanceof io.swagger.v3.oas.annotations.media.Schema described) {
                found = described.description();
            }
        }
        return found;
    }
}
