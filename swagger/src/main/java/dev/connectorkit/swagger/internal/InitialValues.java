package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that classes give to properties that requests leave out, by having an object read from {@code {}}, as it is for a
 * request without a body. For one reading by one thread.
 */
final class InitialValues {

    private final ObjectMapper mapper;
    private final Map<JavaType, Set<String>> known = new HashMap<>();

    InitialValues(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns the names of the constrained properties of a type that have a value which satisfies their constraints. */
    Set<String> of(JavaType type, BeanDescription read, BeanDescription written) {
        Set<String> names = known.get(type);
        if (names == null) {
            names = find(type, read, written);
            known.put(type, names);
        }
        return names;
    }

    private Set<String> find(JavaType type, BeanDescription read, BeanDescription written) {
        Map<String, List<Annotation>> constrained = new HashMap<>();
        Stream.of(read, written)
                .flatMap(bean -> bean.findProperties().stream())
                .forEach(property -> constrained
                        .computeIfAbsent(property.getName(), name -> new ArrayList<>())
                        .addAll(WireTypes.annotations(property)));
        for (BeanPropertyDefinition property : written.findProperties()) {
            List<Annotation> annotations = constrained.getOrDefault(property.getName(), List.of());
            Class<?> raw = property.getRawPrimaryType();
            boolean refused =
                    NullConstraints.refuse(annotations, raw) || PrimitiveDefaults.areRefused(raw, annotations);
            if (!refused || annotations.stream().anyMatch(InitialValues::isDeclaredRequired)) {
                constrained.remove(property.getName());
            }
        }
        constrained.keySet().retainAll(names(written)); // the value of another cannot be seen
        return constrained.isEmpty() ? Set.of() : satisfied(type, written, constrained);
    }

    private static Set<String> names(BeanDescription bean) {
        return bean.findProperties().stream()
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toSet());
    }

    private Set<String> satisfied(JavaType type, BeanDescription written, Map<String, List<Annotation>> constrained) {
        Set<String> names = new HashSet<>();
        try {
            Object empty = mapper.readValue("{}", type);
            for (BeanPropertyDefinition property : written.findProperties()) {
                List<Annotation> annotations = constrained.get(property.getName());
                AnnotatedMember accessor = property.getAccessor();
                if (annotations != null && accessor != null) {
                    accessor.fixAccess(true);
                    if (satisfy(accessor.getValue(empty), annotations)) {
                        names.add(property.getName());
                    }
                }
            }
        } catch (JsonProcessingException | RuntimeException | LinkageError e) {
            return Set.of(); // it cannot be read from nothing
        }
        return names;
    }

    private static boolean isDeclaredRequired(Annotation annotation) {
        return (annotation instanceof JsonProperty given && given.required())
                || (annotation instanceof Schema schema && schema.requiredMode() == Schema.RequiredMode.REQUIRED);
    }

    /** Reports whether a value satisfies all constraints; false if there are others than the usual ones of Bean Validation. */
    private static boolean satisfy(@Nullable Object value, List<Annotation> annotations) {
        return value != null && annotations.stream().allMatch(annotation -> satisfies(value, annotation));
    }

    private static boolean satisfies(Object value, Annotation annotation) {
        if (annotation instanceof NotBlank) {
            return value instanceof CharSequence text && !text.toString().isBlank();
        } else if (annotation instanceof NotEmpty) {
            return size(value) > 0;
        } else if (annotation instanceof Size size) {
            return size(value) >= size.min() && size(value) <= size.max();
        } else if (annotation instanceof Min min) {
            return value instanceof Number number && compare(number, min.value()) >= 0;
        } else if (annotation instanceof Max max) {
            return value instanceof Number number && compare(number, max.value()) <= 0;
        } else if (annotation instanceof Positive) {
            return value instanceof Number number && compare(number, 0) > 0;
        } else if (annotation instanceof PositiveOrZero) {
            return value instanceof Number number && compare(number, 0) >= 0;
        } else if (annotation instanceof AssertTrue) {
            return value.equals(true);
        } else if (annotation instanceof Valid) {
            return size(value) == 0; // what is within would have to be valid
        }
        Class<? extends Annotation> kind = annotation.annotationType();
        boolean repeated =
                kind.getEnclosingClass() != null && kind.getEnclosingClass().isAnnotationPresent(Constraint.class);
        return annotation instanceof NotNull || !(repeated || kind.isAnnotationPresent(Constraint.class));
    }

    private static int compare(Number number, long bound) {
        return new BigDecimal(number.toString()).compareTo(BigDecimal.valueOf(bound));
    }

    /** Returns the size of a text or a container; -1 of anything else. */
    private static int size(Object value) {
        if (value instanceof CharSequence text) {
            return text.length();
        } else if (value instanceof Collection<?> collection) {
            return collection.size();
        } else if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        return value.getClass().isArray() ? Array.getLength(value) : -1;
    }
}
