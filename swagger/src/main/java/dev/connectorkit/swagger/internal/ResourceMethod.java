package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.JaxRsAnnotations;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A method of a resource class that answers requests, with the annotations that JAX-RS finds.
 *
 * @param annotations of the method, inherited ones included
 * @param parameters the annotations of each parameter, inherited ones included
 */
record ResourceMethod(
        Class<?> resource,
        Method method,
        String httpMethod,
        AnnotatedElement annotations,
        List<AnnotatedElement> parameters) {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\s*([^:}\\s]+)[^}]*}");

    /** Returns the methods of the class that answer requests, in a stable order. */
    static List<ResourceMethod> of(Class<?> resource) {
        return Stream.of(resource.getMethods())
                .filter(method -> !method.isBridge())
                .sorted(Comparator.comparing(Method::toString))
                .flatMap(method -> of(resource, method).stream())
                .toList();
    }

    private static Optional<ResourceMethod> of(Class<?> resource, Method method) {
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        return Stream.of(annotations.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(verb -> new ResourceMethod(
                        resource, method, verb.value(), annotations, JaxRsAnnotations.ofParameters(method)))
                .findFirst();
    }

    String name() {
        return resource.getSimpleName() + "." + method.getName();
    }

    <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return annotations.getAnnotation(type);
    }

    /** Returns the declarations of {@link TriggerState}: on parameters, and on fields of bean parameters. */
    List<TriggerState> states() {
        return sites().map(site -> site.getAnnotation(TriggerState.class))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private List<String> paths() {
        return Stream.of(JaxRsAnnotations.of(resource), annotations)
                .map(element -> element.getAnnotation(Path.class))
                .map(path -> path == null ? "" : path.value())
                .toList();
    }

    /** Returns the path of class and method; two that match the same requests are equal. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (String part : paths()) {
            String value = part.replaceAll("^/+|/+$", "");
            path.append(value.isEmpty() ? "" : "/" + TEMPLATE.matcher(value).replaceAll("{}"));
        }
        return path.length() == 0 ? "/" : path.toString();
    }

    private Set<String> templates() {
        Set<String> templates = new TreeSet<>();
        for (String path : paths()) {
            Matcher matcher = TEMPLATE.matcher(path);
            while (matcher.find()) {
                templates.add(matcher.group(1));
            }
        }
        return templates;
    }

    /** Returns the path parameters that the path does not have. */
    Set<String> unknownPathParameters() {
        Set<String> unknown = pathParameters(sites());
        unknown.removeAll(templates());
        return unknown;
    }

    /** Returns the template variables of the path that no parameter or field takes. */
    Set<String> untakenTemplates() {
        Set<String> templates = templates();
        templates.removeAll(pathParameters(Stream.concat(sites(), fields(resource).stream())));
        return templates;
    }

    private static Set<String> pathParameters(Stream<? extends AnnotatedElement> sites) {
        return sites.map(site -> site.getAnnotation(PathParam.class))
                .flatMap(Stream::ofNullable)
                .map(PathParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the parameter that takes the body: the one that no annotation of JAX-RS or ConnectorKit fills. */
    Optional<Parameter> entity() {
        for (int i = 0; i < parameters.size(); i++) {
            if (Stream.of(parameters.get(i).getAnnotations()).noneMatch(ResourceMethod::fills)) {
                return Optional.of(method.getParameters()[i]);
            }
        }
        return Optional.empty();
    }

    private static boolean fills(Annotation annotation) {
        String name = annotation.annotationType().getName();
        return annotation instanceof TriggerState
                || name.startsWith("jakarta.ws.rs.")
                || name.startsWith("jakarta.inject.")
                || name.startsWith("org.glassfish.jersey.");
    }

    private Stream<AnnotatedElement> sites() {
        List<AnnotatedElement> sites = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).isAnnotationPresent(BeanParam.class)) {
                sites.addAll(fields(method.getParameterTypes()[i]));
            } else {
                sites.add(parameters.get(i));
            }
        }
        return sites.stream();
    }

    /** Returns the fields of a class, those it inherits first. */
    static List<Field> fields(Class<?> bean) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            fields.addAll(0, List.of(type.getDeclaredFields()));
        }
        return fields;
    }
}
