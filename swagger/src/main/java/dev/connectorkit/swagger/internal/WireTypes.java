package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.ObjectIdGenerator;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.ObjectIdInfo;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.ser.impl.BeanAsArraySerializer;
import dev.connectorkit.swagger.internal.WireForm.WireProperty;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Determines the scalars that an {@link ObjectMapper} writes, by asking its serializers. For one reading by one thread. */
final class WireTypes {

    private final ObjectMapper mapper;
    private final Map<JavaType, BeanDescription> ofRead = new HashMap<>();
    private final Map<JavaType, BeanDescription> ofWritten = new HashMap<>();
    private final InitialValues initialValues;

    WireTypes(ObjectMapper mapper) {
        this.mapper = mapper;
        this.initialValues = new InitialValues(mapper);
    }

    /** Returns the types as they are written in a view; these types where the view is absent. */
    WireTypes in(@Nullable JsonView view) {
        if (view == null || view.value().length != 1) {
            return this;
        }
        ObjectMapper viewed = mapper.copy();
        viewed.setConfig(viewed.getSerializationConfig().withView(view.value()[0]));
        return new WireTypes(viewed);
    }

    /** Returns the properties of a type that are written as arrays without names; an empty name if the type itself is. */
    List<String> arrays(JavaType type) {
        if (isArray(type, null)) {
            return List.of("");
        }
        return properties(type).entrySet().stream()
                .filter(property -> property.getValue().isArray())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the properties with annotations whose effect a document cannot describe, each with advice. */
    Map<String, String> refusals(JavaType type) {
        Map<String, String> refusals = new LinkedHashMap<>();
        properties(type).forEach((name, property) -> {
            if (property.refusal() != null) {
                refusals.put(name, property.refusal());
            }
        });
        return refusals;
    }

    private boolean isArray(JavaType type, @Nullable BeanProperty property) {
        try {
            return mapper.getSerializerProviderInstance().findValueSerializer(type, property)
                    instanceof BeanAsArraySerializer;
        } catch (JsonMappingException e) {
            return false;
        }
    }

    /** Returns the schema of a type that is written as a text, a number or a boolean; empty for every other type. */
    Optional<Schema<?>> scalar(JavaType type) {
        if (CharSequence.class.isAssignableFrom(type.getRawClass()) || type.getRawClass() == char[].class) {
            return Optional.of(new StringSchema()); // what their visitors report is not what they write
        }
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        try {
            return Optional.ofNullable(WireSamples.scalar(provider.findValueSerializer(type), type, provider));
        } catch (JsonMappingException | IllegalArgumentException e) {
            return Optional.empty(); // no serializer: a type that is only read
        }
    }

    /** Returns the reason to refuse a type whose form its serializer does not report; empty for all others. */
    Optional<String> silence(JavaType type) {
        try {
            JsonSerializer<?> serializer =
                    mapper.getSerializerProviderInstance().findValueSerializer(type);
            boolean described =
                    type.getRawClass().isAnnotationPresent(io.swagger.v3.oas.annotations.media.Schema.class);
            return described
                            || !WireSamples.isSilent(
                                    serializer, type, scalar(type).orElse(null))
                    ? Optional.empty()
                    : Optional.of(WireSamples.silence(serializer));
        } catch (JsonMappingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the type of the values that a type has under names of their own; empty if it has none. */
    Optional<JavaType> further(JavaType type) {
        AnnotatedMember getter = ofWritten(type).findAnyGetter();
        AnnotatedMember setter = ofRead(type).findAnySetterAccessor();
        if (getter != null && getter.getType().isMapLikeType()) {
            return Optional.of(getter.getType().getContentType());
        } else if (setter instanceof AnnotatedMethod method && method.getParameterCount() == 2) {
            return Optional.of(method.getParameterType(1));
        }
        return setter != null && setter.getType().isMapLikeType()
                ? Optional.of(setter.getType().getContentType())
                : Optional.empty();
    }

    /** Returns the values of an enum as they are written, in the order of its constants. */
    List<JsonNode> values(Class<?> type) {
        List<JsonNode> values = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            values.add(mapper.valueToTree(constant));
        }
        return values;
    }

    /** Returns the type of the elements of a class that is written as an array, though Jackson does not take it for a collection. */
    Optional<JavaType> elements(JavaType type) {
        if (BaseStream.class.isAssignableFrom(type.getRawClass())) {
            JavaType[] of = mapper.getTypeFactory().findTypeParameters(type, BaseStream.class);
            return of == null || of.length == 0 ? Optional.empty() : Optional.of(of[0]);
        }
        ScalarVisitor visitor = new ScalarVisitor(mapper.getSerializerProviderInstance());
        try {
            mapper.acceptJsonFormatVisitor(type, visitor);
        } catch (JsonMappingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(visitor.elements());
    }

    /** Returns the properties of an object that are written, by name; empty if the type is not written as an object. */
    Map<String, WireProperty> properties(JavaType type) {
        Map<String, WireProperty> properties = new LinkedHashMap<>();
        try {
            mapper.acceptJsonFormatVisitor(
                    type, new JsonFormatVisitorWrapper.Base(mapper.getSerializerProviderInstance()) {
                        @Override
                        public JsonObjectFormatVisitor expectObjectFormat(JavaType object) {
                            return new WireMembers(getProvider(), properties, Set.of());
                        }
                    });
            ObjectIdInfo identity = ofWritten(type).getObjectIdInfo();
            if (!properties.isEmpty() && identity != null && !isProperty(identity)) {
                properties.put(identity.getPropertyName().getSimpleName(), id(identity));
            }
        } catch (JsonMappingException | IllegalArgumentException e) {
            properties.clear();
        }
        return properties;
    }

    private static boolean isProperty(ObjectIdInfo identity) {
        return identity.getGeneratorType() == ObjectIdGenerators.PropertyGenerator.class;
    }

    /** Returns the id that Jackson makes up for an object. */
    private WireProperty id(ObjectIdInfo identity) {
        JavaType generator = mapper.constructType(identity.getGeneratorType());
        JavaType type = mapper.getTypeFactory().findTypeParameters(generator, ObjectIdGenerator.class)[0];
        Schema<?> schema = scalar(type).orElseGet(StringSchema::new);
        return new WireProperty(type, List.of(), schema, false, null, null);
    }

    /** Returns the names of the properties that are read, each with the name of the Java member. */
    Map<String, String> read(JavaType type) {
        return names(ofRead(type), BeanPropertyDefinition::couldDeserialize);
    }

    /** Returns the names of the properties that are written, each with the name of the Java member. */
    Map<String, String> written(JavaType type) {
        return names(ofWritten(type), BeanPropertyDefinition::couldSerialize);
    }

    /** Returns the names of the properties that are read and must not be null: by a constraint, or because they identify the object. */
    List<String> required(JavaType type) {
        BeanDescription bean = ofRead(type);
        ObjectIdInfo identity = bean.getObjectIdInfo();
        Set<String> initialized = initialized(type);
        return bean.findProperties().stream()
                .filter(property -> !initialized.contains(property.getName()))
                .filter(property -> NullConstraints.refuse(annotations(property), property.getRawPrimaryType())
                        || (identity != null && isPrimitiveId(property, identity)))
                .map(BeanPropertyDefinition::getName)
                .toList();
    }

    /** Returns the names of the constrained properties that requests may leave out, because their class gives them values. */
    Set<String> initialized(JavaType type) {
        return initialValues.of(type, ofRead(type), ofWritten(type));
    }

    private BeanDescription ofWritten(JavaType type) {
        return ofWritten.computeIfAbsent(type, mapper.getSerializationConfig()::introspect);
    }

    private BeanDescription ofRead(JavaType type) {
        return ofRead.computeIfAbsent(type, mapper.getDeserializationConfig()::introspect);
    }

    private static boolean isPrimitiveId(BeanPropertyDefinition property, ObjectIdInfo identity) {
        return isProperty(identity)
                && identity.getPropertyName().getSimpleName().equals(property.getName())
                && property.getRawPrimaryType().isPrimitive();
    }

    static List<Annotation> annotations(BeanPropertyDefinition property) {
        return Stream.of(property.getField(), property.getGetter(), property.getConstructorParameter())
                .filter(Objects::nonNull)
                .flatMap(member -> StreamSupport.stream(
                        member.getAllAnnotations().annotations().spliterator(), false))
                .toList();
    }

    private Map<String, String> names(BeanDescription bean, Predicate<BeanPropertyDefinition> used) {
        Map<String, String> names = new LinkedHashMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            AnnotationIntrospector.ReferenceProperty reference = property.findReferenceType();
            if (used.test(property) && !isIgnored(property) && (reference == null || !reference.isBackReference())) {
                names.put(property.getName(), property.getInternalName());
            }
        }
        return names;
    }

    /** Reports whether no property of this type is read or written. */
    private boolean isIgnored(BeanPropertyDefinition property) {
        SerializationConfig config = mapper.getSerializationConfig();
        AnnotatedClass type =
                config.introspectClassAnnotations(property.getPrimaryType()).getClassInfo();
        return Boolean.TRUE.equals(config.getAnnotationIntrospector().isIgnorableType(type));
    }

    /** Returns the subtypes as which a type is written, if that is by a property; empty for every other type. */
    Optional<WireSubtypes> subtypes(JavaType type) {
        return WireSubtypes.of(type, mapper);
    }
}
