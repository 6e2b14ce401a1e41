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

/** Finds resources that could not be called: handles that are not registered, and classes that Jersey cannot instantiate. */
final class HandleCheck {

    private static final String SPRING_COMPONENT = "org.springframework.stereotype.Component";

    private final Settings settings;

    HandleCheck(Settings settings) {
        this.settings = settings;
    }

    List<String> problems(Configuration application) {
        List<String> problems = new ArrayList<>();
        for (Object instance : application.getInstances()) {
            if (isResource(instance.getClass())) {
                fields(instance.getClass())
                        .forEach(field -> unregistered(instance, field).ifPresent(problems::add));
            }
        }
        for (Class<?> type : application.getClasses()) {
            boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
            boolean closed = type.getConstructors().length == 0 && !isSpringBean(type, new HashSet<>());
            if (isResource(type) && concrete && closed) {
                problems.add(type.getSimpleName() + " has no public constructor; add one, or register an instance");
            }
        }
        return problems;
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

    private Optional<String> unregistered(Object instance, Field field) {
        Object value = value(instance, field);
        String where = instance.getClass().getSimpleName() + "." + field.getName();
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

    private static @Nullable Object value(Object instance, Field field) {
        boolean handle = field.getType() == Callbacks.class || field.getType() == AsyncAction.class;
        try {
            return handle && field.trySetAccessible() ? field.get(instance) : null;
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null; // of a module that is not open to us
        }
    }

    private static Stream<Field> fields(Class<?> resource) {
        return Stream.<Class<?>>iterate(resource, type -> type != null && type != Object.class, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredFields()));
    }
}
