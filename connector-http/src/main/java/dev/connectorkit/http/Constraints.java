package dev.connectorkit.http;

import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

/** Finds constraints of Bean Validation on a class: on itself, its members, their parameters and types, and on what it inherits. */
final class Constraints {

    private static final ClassValue<Boolean> CONSTRAINED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return find(type);
        }
    };

    private Constraints() {}

    /** Returns true also for a class that cannot be read. */
    static boolean in(Class<?> type) {
        return CONSTRAINED.get(type);
    }

    private static boolean find(Class<?> type) {
        if (type == Object.class) {
            return false;
        }
        try {
            return areOn(type)
                    || Arrays.stream(type.getDeclaredFields()).anyMatch(Constraints::areOnField)
                    || Arrays.stream(type.getDeclaredMethods()).anyMatch(Constraints::areOnMethod)
                    || (type.getSuperclass() != null && in(type.getSuperclass()))
                    || Arrays.stream(type.getInterfaces()).anyMatch(Constraints::in);
        } catch (LinkageError | TypeNotPresentException e) {
            return true;
        }
    }

    private static boolean areOnField(Field field) {
        return areOn(field) || areInType(field.getAnnotatedType());
    }

    private static boolean areOnMethod(Method method) {
        return areOn(method) || areInType(method.getAnnotatedReturnType()) || areOnParameters(method);
    }

    private static boolean areOnParameters(Executable executable) {
        return Arrays.stream(executable.getParameterAnnotations())
                        .flatMap(Arrays::stream)
                        .anyMatch(Constraints::isConstraint)
                || Arrays.stream(executable.getAnnotatedParameterTypes()).anyMatch(Constraints::areInType);
    }

    private static boolean areInType(AnnotatedType type) {
        Stream<AnnotatedType> parts = type instanceof AnnotatedParameterizedType generic
                ? Arrays.stream(generic.getAnnotatedActualTypeArguments())
                : type instanceof AnnotatedArrayType array
                        ? Stream.of(array.getAnnotatedGenericComponentType())
                        : Stream.empty();
        return areOn(type) || parts.anyMatch(Constraints::areInType);
    }

    private static boolean areOn(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations()).anyMatch(Constraints::isConstraint);
    }

    /** A constraint that is given several times is in a container, the array of whose {@code value} it is. */
    private static boolean isConstraint(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type == Valid.class
                || type.isAnnotationPresent(Constraint.class)
                || Arrays.stream(type.getDeclaredMethods())
                        .filter(member -> member.getName().equals("value"))
                        .map(Method::getReturnType)
                        .anyMatch(value ->
                                value.isArray() && value.getComponentType().isAnnotationPresent(Constraint.class));
    }
}
