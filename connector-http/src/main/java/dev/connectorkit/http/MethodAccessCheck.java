package dev.connectorkit.http;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.swagger.ConnectorCheck;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds resource methods and locators that Jersey cannot call: it calls by reflection and does not reach into classes that are not
 * public, so that a request would be answered with 500 or 404.
 */
public final class MethodAccessCheck {

    private MethodAccessCheck() {}

    /** Returns the handlers that cannot be called, of these classes and of those that their locators return, with advice. */
    public static List<String> problems(Set<Class<?>> resources) {
        return ConnectorCheck.reachable(List.copyOf(resources)).stream()
                .flatMap(type -> Stream.of(type.getMethods())
                        .filter(method -> !Modifier.isAbstract(method.getModifiers()) && isHandler(method))
                        .sorted(Comparator.comparing(Method::toString))
                        .flatMap(method -> problem(type, method).stream()))
                .toList();
    }

    private static Optional<String> problem(Class<?> type, Method method) {
        Class<?> declaring = method.isBridge() ? bridged(type, method) : method.getDeclaringClass();
        String name = type.getSimpleName() + "." + method.getName();
        if (isPublic(declaring)) {
            return Optional.empty();
        } else if (declaring == type) {
            return Optional.of(name + " cannot be called, because " + type.getSimpleName()
                    + " is not public; make the class public");
        }
        return Optional.of(name + " cannot be called, because it is inherited from " + declaring.getSimpleName()
                + ", which is not public; make " + declaring.getSimpleName() + " public, or override the method in "
                + type.getSimpleName());
    }

    /**
     * Returns the class of the method that a bridge leads to. The compiler writes bridges for type variables, beside the method itself,
     * and into public classes for methods of superclasses that are not public; Jersey calls no bridge.
     */
    private static Class<?> bridged(Class<?> type, Method bridge) {
        return Stream.of(type.getMethods())
                .filter(method -> isBridgedBy(bridge, method))
                .<Class<?>>map(Method::getDeclaringClass)
                .findFirst()
                .orElseGet(() -> Stream.<Class<?>>iterate(
                                bridge.getDeclaringClass().getSuperclass(), each -> each != null, Class::getSuperclass)
                        .filter(each ->
                                Stream.of(each.getDeclaredMethods()).anyMatch(method -> isBridgedBy(bridge, method)))
                        .findFirst()
                        .orElse(bridge.getDeclaringClass()));
    }

    private static boolean isBridgedBy(Method bridge, Method method) {
        return !method.isBridge()
                && method.getName().equals(bridge.getName())
                && Arrays.equals(
                        bridge.getParameterTypes(),
                        method.getParameterTypes(),
                        (general, special) -> general.isAssignableFrom(special) ? 0 : 1);
    }

    /** Reports whether a method answers requests, or is a locator. */
    private static boolean isHandler(Method method) {
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        return annotations.isAnnotationPresent(Path.class)
                || Stream.of(annotations.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    /** Protected classes are public to the virtual machine. */
    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
    }
}
