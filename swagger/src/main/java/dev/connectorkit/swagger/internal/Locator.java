package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.JaxRsAnnotations;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A sub-resource locator: a method with a path and no HTTP method, which returns the object that answers.
 *
 * @param resource the class that has the method
 */
record Locator(Class<?> resource, Method method) {

    /** Returns the locators of a class, in a stable order. */
    static List<Locator> of(Class<?> resource) {
        return ResourceMethod.sorted(resource).stream()
                .filter(method -> {
                    AnnotatedElement annotations = JaxRsAnnotations.of(method);
                    return annotations.isAnnotationPresent(Path.class)
                            && ResourceMethod.verb(annotations).isEmpty();
                })
                .map(method -> new Locator(resource, method))
                .toList();
    }

    /** Returns the locators of a class behind which no operation can be seen, one sentence each with advice. */
    static List<String> problems(Class<?> resource) {
        return of(resource).stream()
                .filter(locator -> !locator.isHidden()
                        && ResourceMethod.of(locator.located()).isEmpty())
                .map(locator -> locator.name() + " returns "
                        + locator.located().getSimpleName()
                        + ", which has no resource methods, so its operations are in no document; return the class that"
                        + " has them, or hide it with @Hidden")
                .toList();
    }

    /** Returns the class of the object that answers. */
    Class<?> located() {
        Class<?> returned = method.getReturnType();
        return returned == Class.class
                ? Payload.javaType(method.getGenericReturnType())
                        .containedTypeOrUnknown(0)
                        .getRawClass()
                : returned;
    }

    String name() {
        return resource.getSimpleName() + "." + method.getName();
    }

    private boolean isHidden() {
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        Operation operation = annotations.getAnnotation(Operation.class);
        return annotations.isAnnotationPresent(Hidden.class) || (operation != null && operation.hidden());
    }
}
