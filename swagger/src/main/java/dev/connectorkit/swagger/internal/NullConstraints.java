package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.groups.Default;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Determines the Bean Validation constraints that refuse null, by asking their validators: a validator of the application may refuse it,
 * and then the value is required. By the specification {@code isValid} has no side effects. A validator that needs more than a constructor
 * without parameters, or that fails, cannot be asked: its value is optional.
 */
final class NullConstraints {

    private static final String COMPOSITION = "org.hibernate.validator.constraints.ConstraintComposition";
    private static final Set<Class<?>> BUILT_IN = Set.of(NotNull.class, NotBlank.class, NotEmpty.class);

    private NullConstraints() {}

    /** Reports whether a value of this type must not be null by one of the annotations. */
    static boolean refuse(Iterable<Annotation> annotations, Class<?> type) {
        return !type.isPrimitive() && refuse(annotations, type, new HashSet<>());
    }

    private static boolean refuse(Iterable<Annotation> annotations, Class<?> type, Set<Class<?>> open) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> kind = annotation.annotationType();
            Constraint constraint = kind.getAnnotation(Constraint.class);
            if (constraint == null) {
                if (refuse(repeated(annotation), type, open)) {
                    return true;
                }
            } else if (isOfDefaultGroup(annotation)
                    && open.add(kind)
                    && (BUILT_IN.contains(kind)
                            || asked(annotation, constraint, type)
                            || (isConjunction(kind) && refuse(List.of(kind.getAnnotations()), type, open)))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the constraints in the container of a repeated one. */
    private static List<Annotation> repeated(Annotation container) {
        return value(container, "value", Annotation[].class).map(List::of).orElse(List.of());
    }

    private static boolean isOfDefaultGroup(Annotation constraint) {
        List<Class<?>> groups = value(constraint, "groups", Class[].class)
                .map(List::<Class<?>>of)
                .orElse(List.of());
        return groups.isEmpty() || groups.contains(Default.class);
    }

    private static boolean isConjunction(Class<?> kind) {
        return Stream.of(kind.getAnnotations())
                .noneMatch(one -> one.annotationType().getName().equals(COMPOSITION));
    }

    private static <T> Optional<T> value(Annotation annotation, String name, Class<T> type) {
        try {
            Method member = annotation.annotationType().getMethod(name);
            member.setAccessible(true);
            Object value = member.invoke(annotation);
            return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean asked(Annotation annotation, Constraint constraint, Class<?> type) {
        return Stream.of(constraint.validatedBy())
                .filter(validator -> validated(validator).isAssignableFrom(type))
                .min((one, other) -> validated(other).isAssignableFrom(validated(one)) ? -1 : 1)
                .filter(validator -> refuses(validator, annotation))
                .isPresent();
    }

    private static Class<?> validated(Class<?> validator) {
        JavaType[] of = TypeFactory.defaultInstance()
                .findTypeParameters(TypeFactory.defaultInstance().constructType(validator), ConstraintValidator.class);
        return of[1].getRawClass();
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // null is the question
    private static boolean refuses(Class<? extends ConstraintValidator> type, Annotation annotation) {
        try {
            Constructor<? extends ConstraintValidator> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            ConstraintValidator validator = constructor.newInstance();
            validator.initialize(annotation);
            return !validator.isValid(null, context(ConstraintValidatorContext.class));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** Returns a context that takes every message, and forgets it. */
    private static <T> T context(Class<T> type) {
        InvocationHandler forget = (proxy, method, arguments) -> {
            Class<?> result = method.getName().equals("unwrap") ? (Class<?>) arguments[0] : method.getReturnType();
            if (result.isInterface()) {
                return context(result);
            }
            return result == String.class ? "" : result == boolean.class ? false : null;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, forget));
    }
}
