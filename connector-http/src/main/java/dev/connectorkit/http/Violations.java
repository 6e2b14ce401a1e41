package dev.connectorkit.http;

import dev.connectorkit.http.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The violations of Bean Validation, with the field names that the client knows. */
public final class Violations {

    private Violations() {}

    /** Returns the fields of the request that break their constraints; empty if it is the answer that does. */
    static List<FieldError> fields(ConstraintViolationException violations) {
        return fields(violations.getConstraintViolations(), "");
    }

    /** Returns the violations of a part of the body that was validated by itself; its path begins with this. */
    public static List<FieldError> fields(Collection<? extends ConstraintViolation<?>> violations, String path) {
        return violations.stream()
                .filter(Violations::isOfRequest)
                .map(violation -> new FieldError(path + field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
    }

    /** Returns one sentence of them all. */
    public static String detail(List<FieldError> errors) {
        return errors.stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; ")) + ".";
    }

    private static boolean isOfRequest(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return false;
            }
        }
        return true;
    }

    private static String field(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        Method method = null;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD) {
                method = method(violation, node.as(Path.MethodNode.class));
            } else if (node.getKind() == ElementKind.PARAMETER) {
                String name = method == null ? null : name(method, node.as(Path.ParameterNode.class));
                field.append(name == null ? "" : name);
            } else {
                append(field, violation, node);
            }
        }
        return field.length() == 0 ? "body" : field.toString();
    }

    private static void append(StringBuilder field, ConstraintViolation<?> violation, Path.Node node) {
        if (node.getIndex() != null) {
            field.append('[').append(node.getIndex()).append(']');
        }
        String name = node.getKind() == ElementKind.PROPERTY ? property(violation, node) : null;
        if (name != null) {
            field.append(field.length() == 0 ? "" : ".").append(name);
        }
    }

    /** A field of a bean parameter goes by the name of its JAX-RS annotation. */
    private static @Nullable String property(ConstraintViolation<?> violation, Path.Node node) {
        Object leaf = violation.getLeafBean();
        return leaf == null
                ? node.getName()
                : Sites.fields(leaf.getClass())
                        .filter(field -> field.getName().equals(node.getName()))
                        .flatMap(field -> Stream.ofNullable(Names.of(field)))
                        .findFirst()
                        .orElse(node.getName());
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

    private static @Nullable String name(Method method, Path.ParameterNode node) {
        Parameter parameter = method.getParameters()[node.getParameterIndex()];
        return Names.of(parameter);
    }
}
