package dev.connectorkit.sdk;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.action.AsyncAction;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Configuration;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds resources that could not work: with handles that are not registered, or of classes that Jersey cannot instantiate. */
final class HandleCheck {

    private static final String SPRING_COMPONENT = "org.springframework.stereotype.Component";

    private final Settings settings;

    HandleCheck(Settings settings) {
        this.settings = settings;
    }

    List<String> problems(Configuration application) {
        List<String> problems = new ArrayList<>();
        for (Object instance : application.getInstances()) {
            Class<?> type = instance.getClass();
            if (isResource(type)) {
                fields(type)
                        .forEach(field -> unregistered(type, instance, field).ifPresent(problems::add));
            }
        }
        for (Class<?> type : application.getClasses()) {
            if (isResource(type)) {
                fields(type)
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .forEach(field -> unregistered(type, null, field).ifPresent(problems::add));
                if (!isSpringBean(type, new HashSet<>())) {
                    uncreatable(type).ifPresent(problems::add);
                }
            }
        }
        return problems;
    }

    /** Jersey ignores such a class, and its requests fail. */
    private static Optional<String> uncreatable(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return Optional.empty(); // another class may be provided for it
        }
        String name = type.getSimpleName();
        boolean inner = !Modifier.isStatic(type.getModifiers()) && type.getEnclosingClass() != null;
        if (inner) {
            return Optional.of(name + " is an inner class; make it static, or register an instance");
        }
        return type.getConstructors().length == 0
                ? Optional.of(name + " has no public constructor; add one, or register an instance")
                : Optional.empty();
    }

    private static boolean isResource(Class<?> type) {
        return JaxRsAnnotations.of(type).isAnnotationPresent(Path.class);
    }

    /** Jersey asks Spring for these, which needs no public constructor. */
    private static boolean isSpringBean(Class<?> type, Set<Class<?>> seen) {
        return Stream.of(type.getAnnotations())
                .map(Annotation::annotationType)
                .filter(seen::add)
                .anyMatch(
                        annotation -> annotation.getName().equals(SPRING_COMPONENT) || isSpringBean(annotation, seen));
    }

    private Optional<String> unregistered(Class<?> type, @Nullable Object instance, Field field) {
        Object value = value(instance, field);
        String where = type.getSimpleName() + "." + field.getName();
        if (value instanceof Callbacks<?, ?> event && !settings.callbacks.contains(event)) {
            return Optional.of(where + " holds the event '" + event.name()
                    + "', which is not registered; add .callbacks(...) with it to the builder");
        }
        if (value instanceof AsyncAction<?, ?> action && !settings.actions.contains(action)) {
            return Optional.of(where + " holds the action '" + action.name()
                    + "', which is not registered; add .actions(...) with it to the builder");
        }
        return Optional.empty();
    }

    private static @Nullable Object value(@Nullable Object instance, Field field) {
        boolean handle = field.getType() == Callbacks.class || field.getType() == AsyncAction.class;
        try {
            return handle && field.trySetAccessible() ? field.get(instance) : null;
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null; // of a module that is not open to us
        }
    }

    private static Stream<Field> fields(Class<?> resource) {
        return hierarchy(resource).flatMap(type -> Stream.of(type.getDeclaredFields()));
    }

    private static Stream<Class<?>> hierarchy(Class<?> resource) {
        return Stream.iterate(resource, type -> type != null && type != Object.class, Class::getSuperclass);
    }
}
