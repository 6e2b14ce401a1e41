package dev.connectorkit.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.NameTransformer;
import dev.connectorkit.http.BodyProperties.BodyProperty;
import dev.connectorkit.http.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The violations of Bean Validation, with the field names that the client knows. Thread-safe. */
public final class Violations {

    private static final int MOST = 100;

    private static final Pattern UNBOUNDED =
            Pattern.compile("\\bbetween (-?\\d+) and (?:" + Integer.MAX_VALUE + "|" + Long.MAX_VALUE + ")\\b");

    private final BodyProperties properties;

    /** @param mapper reads the bodies, and gives their properties names */
    public Violations(ObjectMapper mapper) {
        this.properties = new BodyProperties(mapper);
    }

    /** Returns the fields of the request that break their constraints, 100 at most; empty if it is the answer that does. */
    List<FieldError> fields(ConstraintViolationException violations) {
        return fields(violations.getConstraintViolations(), "");
    }

    /** Returns the violations of a part of the body that was validated by itself, 100 at most; its path begins with this. */
    public List<FieldError> fields(Collection<? extends ConstraintViolation<?>> violations, String path) {
        return violations.stream()
                .filter(Violations::isOfRequest)
                .map(violation -> new FieldError(path + field(violation), message(violation)))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .limit(MOST)
                .toList();
    }

    /** Returns one sentence of them all. */
    public static String detail(List<FieldError> errors) {
        return errors.stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; ")) + ".";
    }

    /** Leaves out the upper bound of a constraint that has none. */
    private static String message(ConstraintViolation<?> violation) {
        return UNBOUNDED.matcher(violation.getMessage()).replaceFirst("at least $1");
    }

    private static boolean isOfRequest(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return false;
            }
        }
        return true;
    }

    private String field(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        Method method = null;
        JavaType holder = properties.type(violation.getRootBeanClass());
        NameTransformer unwrapped = null;
        boolean ofBean = isOfBeanParameter(violation);
        int left = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            left += node.getKind() == ElementKind.PROPERTY ? 1 : 0;
        }
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD) {
                method = method(violation, node.as(Path.MethodNode.class));
            } else if (node.getKind() == ElementKind.PARAMETER && method != null) {
                int index = node.as(Path.ParameterNode.class).getParameterIndex();
                String name = Names.of(method.getParameters()[index]);
                field.append(name == null ? "" : name);
                holder = argument(violation, method, index);
            } else {
                index(field, node);
                String name = node.getKind() == ElementKind.PROPERTY ? node.getName() : null;
                left -= name == null ? 0 : 1;
                BodyProperty property = name == null || ofBean
                        ? null
                        : property(violation, node, left == 0, holder).orElse(null);
                if (property != null) {
                    name = unwrapped == null ? property.name() : unwrapped.transform(property.name());
                    holder = property.type();
                    unwrapped = property.unwrapped();
                } else if (name != null) {
                    name = ofParameter(violation, name);
                }
                if (name != null && unwrapped == null) {
                    field.append(field.length() == 0 ? "" : ".").append(name);
                }
            }
        }
        return field.length() == 0 ? "body" : field.toString();
    }

    private void index(StringBuilder field, Path.Node node) {
        if (node.getIndex() != null) {
            field.append('[').append(node.getIndex()).append(']');
        } else if (node.getKey() != null) {
            field.append(field.length() == 0 ? "" : ".").append(properties.key(node.getKey()));
        }
    }

    /** Finds a property in the type that has it: the last of a path in the object at hand, those before it where they are declared. */
    private Optional<BodyProperty> property(
            ConstraintViolation<?> violation, Path.Node node, boolean last, JavaType holder) {
        Object leaf = violation.getLeafBean();
        Optional<BodyProperty> declared = properties.find(holder, node.getName());
        return declared.isPresent() || leaf == null || !last
                ? declared
                : properties.find(properties.type(leaf.getClass()), node.getName());
    }

    /** Returns the type of an argument: the declared one, or its own where a generic class declares it. */
    private JavaType argument(ConstraintViolation<?> violation, Method method, int index) {
        JavaType declared = properties.type(method.getGenericParameterTypes()[index]);
        Object[] arguments = violation.getExecutableParameters();
        Object given = arguments == null ? null : arguments[index];
        return declared.isJavaLangObject() && given != null ? properties.type(given.getClass()) : declared;
    }

    private static boolean isOfBeanParameter(ConstraintViolation<?> violation) {
        Object leaf = violation.getLeafBean();
        return leaf != null && Sites.fields(leaf.getClass()).anyMatch(field -> Names.of(field) != null);
    }

    /** A field of a bean parameter goes by the name of its JAX-RS annotation. */
    private static String ofParameter(ConstraintViolation<?> violation, String name) {
        Object leaf = violation.getLeafBean();
        return leaf == null
                ? name
                : Sites.fields(leaf.getClass())
                        .filter(field -> field.getName().equals(name))
                        .flatMap(field -> Stream.ofNullable(Names.of(field)))
                        .findFirst()
                        .orElse(name);
    }

    private static @Nullable Method method(ConstraintViolation<?> violation, Path.MethodNode node) {
        try {
            return violation
                    .getRootBeanClass()
                    .getMethod(node.getName(), node.getParameterTypes().toArray(new Class<?>[0]));
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
