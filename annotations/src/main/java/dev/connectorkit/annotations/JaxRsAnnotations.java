package dev.connectorkit.annotations;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotations of resource classes and methods as JAX-RS inherits them: a method without JAX-RS annotations of its own has
 * those of the method that it overrides, of a superclass before an interface, and its parameters likewise. ConnectorKit's annotations
 * are inherited together with them.
 *
 * @see <a href="https://jakarta.ee/specifications/restful-ws/4.0/jakarta-restful-ws-spec-4.0#annotationinheritance">Jakarta RESTful
 *     Web Services 4.0, 3.6</a>
 */
public final class JaxRsAnnotations {

    private static final String JAX_RS = "jakarta.ws.rs.";

    /** The methods of a declaring class: the JDK parses the annotations of parameters at each call. */
    private static final ClassValue<Map<Method, Inherited>> METHODS = new ClassValue<>() {
        @Override
        protected Map<Method, Inherited> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private JaxRsAnnotations() {}

    /** Returns the annotations of a class, of its superclasses and of its interfaces; the nearest of each type counts. */
    public static AnnotatedElement of(Class<?> type) {
        return merged(hierarchy(type).stream().map(Class::getAnnotations).toList());
    }

    /** Returns the annotations of a method, with those that it inherits. */
    public static AnnotatedElement of(Method method) {
        return inherited(method).annotations();
    }

    /** Returns the annotations of each parameter of a method, with those that it inherits. */
    public static List<AnnotatedElement> ofParameters(Method method) {
        return inherited(method).parameters();
    }

    private static Inherited inherited(Method method) {
        return METHODS.get(method.getDeclaringClass()).computeIfAbsent(method, JaxRsAnnotations::read);
    }

    private static Inherited read(Method method) {
        List<Method> sources = sources(method);
        List<Annotation[][]> ofParameters =
                sources.stream().map(Method::getParameterAnnotations).toList();
        List<AnnotatedElement> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            int index = i;
            parameters.add(
                    merged(ofParameters.stream().map(source -> source[index]).toList()));
        }
        return new Inherited(
                merged(sources.stream().map(Method::getDeclaredAnnotations).toList()), List.copyOf(parameters));
    }

    /** Returns the method and the methods that it overrides, up to the first that has JAX-RS annotations. */
    private static List<Method> sources(Method method) {
        List<Method> sources = new ArrayList<>();
        for (Class<?> type : hierarchy(method.getDeclaringClass())) {
            Method source = type == method.getDeclaringClass() ? method : overridden(method, type);
            if (source != null) {
                sources.add(source);
                if (hasJaxRs(source)) {
                    return sources;
                }
            }
        }
        return List.of(method);
    }

    private static @Nullable Method overridden(Method method, Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(candidate -> !candidate.isBridge()
                        && candidate.getName().equals(method.getName())
                        && candidate.getParameterCount() == method.getParameterCount()
                        && takes(candidate.getParameterTypes(), method.getParameterTypes()))
                .findFirst()
                .orElse(null);
    }

    /** Reports whether each type accepts the other: equal, or a type variable of the declaring type. */
    private static boolean takes(Class<?>[] declared, Class<?>[] given) {
        for (int i = 0; i < declared.length; i++) {
            if (!declared[i].isAssignableFrom(given[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasJaxRs(Method method) {
        return Stream.concat(
                        Stream.of(method.getDeclaredAnnotations()),
                        Arrays.stream(method.getParameterAnnotations()).flatMap(Stream::of))
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().startsWith(JAX_RS)
                        || Stream.of(type.getAnnotations())
                                .anyMatch(
                                        meta -> meta.annotationType().getName().equals(JAX_RS + "HttpMethod")));
    }

    /** Returns the class, its superclasses, then the interfaces of all of these. */
    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            classes.add(each);
        }
        Set<Class<?>> all = new LinkedHashSet<>(classes);
        classes.forEach(each -> addInterfaces(each, all));
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            all.add(each);
            addInterfaces(each, all);
        }
    }

    private static AnnotatedElement merged(List<Annotation[]> nearestFirst) {
        Map<Class<?>, Annotation> merged = new LinkedHashMap<>();
        for (Annotation[] annotations : nearestFirst) {
            for (Annotation annotation : annotations) {
                merged.putIfAbsent(annotation.annotationType(), annotation);
            }
        }
        return new Merged(List.copyOf(merged.values()));
    }

    private record Inherited(AnnotatedElement annotations, List<AnnotatedElement> parameters) {}

    private record Merged(List<Annotation> annotations) implements AnnotatedElement {

        @Override
        public <T extends Annotation> @Nullable T getAnnotation(Class<T> type) {
            for (Annotation annotation : annotations) {
                if (type.isInstance(annotation)) {
                    return type.cast(annotation);
                }
            }
            return null;
        }

        @Override
        public Annotation[] getAnnotations() {
            return annotations.toArray(Annotation[]::new);
        }

        @Override
        public Annotation[] getDeclaredAnnotations() {
            return getAnnotations();
        }
    }
}
