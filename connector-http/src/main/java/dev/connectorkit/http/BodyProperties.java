package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.util.NameTransformer;
import dev.connectorkit.annotations.JaxRsAnnotations;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The properties of Java types in bodies, as the connector's mapper reads them. Thread-safe. */
public final class BodyProperties {

    /**
     * A property of a body.
     *
     * @param name in JSON
     * @param type of its value in Java
     * @param unwrapped the names of what is within, if that stands beside the property and not below it; null otherwise
     */
    record BodyProperty(
            String name, JavaType type, @Nullable NameTransformer unwrapped) {}

    private final ObjectMapper mapper;
    private final Map<JavaType, List<BeanPropertyDefinition>> known = new ConcurrentHashMap<>();

    /** @param mapper reads the bodies */
    public BodyProperties(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    JavaType type(Type type) {
        return mapper.constructType(type);
    }

    /**
     * Finds a property by the name that Bean Validation has for it.
     *
     * @param type the type that has the property, or a container of it
     */
    Optional<BodyProperty> find(JavaType type, String javaName) {
        JavaType holder = type;
        while (holder.getContentType() != null) {
            holder = holder.getContentType();
        }
        return known.computeIfAbsent(holder, this::introspect).stream()
                .filter(property -> isOf(property, javaName))
                .findFirst()
                .map(property -> new BodyProperty(property.getName(), property.getPrimaryType(), unwrapped(property)));
    }

    private List<BeanPropertyDefinition> introspect(JavaType holder) {
        BeanDescription read = mapper.getDeserializationConfig().introspect(holder);
        BeanDescription written = mapper.getSerializationConfig().introspect(holder);
        return Stream.of(read, written)
                .flatMap(bean -> bean.findProperties().stream())
                .toList();
    }

    /** Returns the path in JSON, as in {@code target.url}, of the property with an annotation in the body that a method takes. */
    public Optional<String> annotated(Method method, Class<? extends Annotation> annotation) {
        List<AnnotatedElement> parameters = JaxRsAnnotations.ofParameters(method);
        return IntStream.range(0, parameters.size())
                .filter(i -> Stream.of(parameters.get(i).getAnnotations())
                        .noneMatch(each -> each.annotationType().getName().startsWith("jakarta.ws.rs.")))
                .mapToObj(i -> annotated(type(method.getGenericParameterTypes()[i]), annotation, new HashSet<>()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> annotated(JavaType holder, Class<? extends Annotation> annotation, Set<JavaType> open) {
        if (holder.getRawClass().getName().startsWith("java.") || !open.add(holder)) {
            return Optional.empty();
        }
        return known.computeIfAbsent(holder, this::introspect).stream()
                .sorted(Comparator.comparing(BeanPropertyDefinition::getName))
                .flatMap(property -> annotated(property, annotation, open).stream())
                .findFirst();
    }

    private Optional<String> annotated(
            BeanPropertyDefinition property, Class<? extends Annotation> annotation, Set<JavaType> open) {
        boolean found = Stream.of(property.getField(), property.getGetter(), property.getSetter())
                .anyMatch(member -> member != null && member.hasAnnotation(annotation));
        if (found) {
            return Optional.of(property.getName());
        }
        NameTransformer unwrapped = unwrapped(property);
        return annotated(property.getPrimaryType(), annotation, open)
                .map(path -> unwrapped == null ? property.getName() + "." + path : unwrapped.transform(path));
    }

    /** Returns a key of a map as it is in JSON. */
    String key(Object key) {
        return mapper.valueToTree(Map.of(key, 0)).fieldNames().next();
    }

    private static boolean isOf(BeanPropertyDefinition property, String javaName) {
        String accessor = Character.toUpperCase(javaName.charAt(0)) + javaName.substring(1);
        return property.getInternalName().equals(javaName)
                || (property.getField() != null && property.getField().getName().equals(javaName))
                || (property.getGetter() != null
                        && List.of("get" + accessor, "is" + accessor)
                                .contains(property.getGetter().getName()));
    }

    private @Nullable NameTransformer unwrapped(BeanPropertyDefinition property) {
        AnnotationIntrospector annotations = mapper.getDeserializationConfig().getAnnotationIntrospector();
        AnnotatedMember member = property.getPrimaryMember();
        return member == null ? null : annotations.findUnwrappingNameTransformer(member);
    }

    /** Returns the pattern of the time that could not be read; empty if its form is the usual one. */
    Optional<String> pattern(JsonMappingException refused, Class<?> type) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        Optional<JsonFormat.Value> ofProperty = refused.getPath().stream()
                .reduce((first, second) -> second)
                .filter(step -> step.getFieldName() != null && step.getFrom() != null)
                .flatMap(step -> format(
                        step.getFrom() instanceof Class<?> named
                                ? named
                                : step.getFrom().getClass(),
                        step.getFieldName()));
        JsonFormat.Value format = config.getDefaultPropertyFormat(type);
        return Optional.of(ofProperty.map(format::withOverrides).orElse(format))
                .filter(JsonFormat.Value::hasPattern)
                .map(JsonFormat.Value::getPattern);
    }

    private Optional<JsonFormat.Value> format(Class<?> holder, String name) {
        AnnotationIntrospector annotations = mapper.getDeserializationConfig().getAnnotationIntrospector();
        return mapper.getDeserializationConfig().introspect(type(holder)).findProperties().stream()
                .filter(property -> property.getName().equals(name))
                .flatMap(property -> Stream.ofNullable(property.getPrimaryMember()))
                .flatMap(member -> Stream.ofNullable(annotations.findFormat(member)))
                .findFirst();
    }
}
