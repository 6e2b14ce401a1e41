package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.TriggerState;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A method of a resource class that answers requests, as reflection sees it. */
record ResourceMethod(Class<?> resource, Method method, String httpMethod) {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\s*([^:}\\s]+)[^}]*}");

    /** The methods of the class that answer requests, in a stable order. */
    static List<ResourceMethod> of(Class<?> resource) {
        return Stream.of(resource.getMethods())
                .filter(method -> !method.isBridge())
                .sorted(Comparator.comparing(Method::toString))
                .flatMap(method -> httpMethod(method).map(verb -> new ResourceMethod(resource, method, verb)).stream())
                .toList();
    }

    private static Optional<String> httpMethod(Method method) {
        return Stream.of(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(HttpMethod::value)
                .findFirst();
    }

    String name() {
        return resource.getSimpleName() + "." + method.getName();
    }

    /** The places where a {@link TriggerState} is declared: parameters, and fields of bean parameters. */
    List<TriggerState> states() {
        List<TriggerState> states = new ArrayList<>();
        sites().forEach(site -> {
            TriggerState state = site.getAnnotation(TriggerState.class);
            if (state != null) {
                states.add(state);
            }
        });
        return states;
    }

    /** The path of class and method; two that match the same requests are equal. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (AnnotatedElement element : List.of(resource, method)) {
            Path part = element.getAnnotation(Path.class);
            String value = part == null ? "" : part.value().replaceAll("^/+|/+$", "");
            path.append(value.isEmpty() ? "" : "/" + TEMPLATE.matcher(value).replaceAll("{}"));
        }
        return path.length() == 0 ? "/" : path.toString();
    }

    private Set<String> templates() {
        Set<String> templates = new TreeSet<>();
        for (AnnotatedElement element : List.of(resource, method)) {
            Path path = element.getAnnotation(Path.class);
            Matcher matcher = TEMPLATE.matcher(path == null ? "" : path.value());
            while (matcher.find()) {
                templates.add(matcher.group(1));
            }
        }
        return templates;
    }

    /** The path parameters that the path does not have. */
    Set<String> unknownPathParameters() {
        Set<String> unknown = new TreeSet<>();
        sites().forEach(site -> {
            PathParam taken = site.getAnnotation(PathParam.class);
            if (taken != null) {
                unknown.add(taken.value());
            }
        });
        unknown.removeAll(templates());
        return unknown;
    }

    /** The template variables of the path that nothing takes. */
    Set<String> untakenTemplates() {
        Set<String> templates = templates();
        Stream.concat(sites(), Stream.of(resource.getDeclaredFields())).forEach(site -> {
            PathParam taken = site.getAnnotation(PathParam.class);
            if (taken != null) {
                templates.remove(taken.value());
            }
        });
        return templates;
    }

    /** The parameter that takes the body: the one that nothing of JAX-RS or ours fills. */
    Optional<Parameter> entity() {
        return Stream.of(method.getParameters())
                .filter(parameter -> Stream.of(parameter.getAnnotations()).noneMatch(ResourceMethod::fills))
                .findFirst();
    }

    private static boolean fills(Annotation annotation) {
        String name = annotation.annotationType().getName();
        return annotation instanceof TriggerState
                || name.startsWith("jakarta.ws.rs.")
                || name.startsWith("jakarta.inject.")
                || name.startsWith("org.glassfish.jersey.");
    }

    private Stream<AnnotatedElement> sites() {
        return Stream.of(method.getParameters())
                .flatMap(parameter -> parameter.isAnnotationPresent(BeanParam.class)
                        ? fields(parameter.getType()).stream()
                        : Stream.of((AnnotatedElement) parameter));
    }

    /** The fields of a bean parameter, those it inherits first. */
    static List<Field> fields(Class<?> bean) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            fields.addAll(0, List.of(type.getDeclaredFields()));
        }
        return fields;
    }
}
