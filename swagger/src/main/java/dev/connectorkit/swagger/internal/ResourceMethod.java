package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.File;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PageState;
import dev.connectorkit.annotations.TriggerState;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
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
 * @param resource the class that has the method: a root resource, or one that a locator returns
 * @param annotations of the method, inherited ones included
 * @param parameters the annotations of each parameter, inherited ones included
 * @param locators the methods that lead from a root resource to the class; empty for a root resource
 */
record ResourceMethod(
        Class<?> resource,
        Method method,
        String httpMethod,
        AnnotatedElement annotations,
        List<AnnotatedElement> parameters,
        List<Locator> locators) {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\s*([^:}\\s]+)(?:[^{}]|\\{[^}]*})*}");

    /** Kept for as long as the class: each check of a connector asks for them. */
    private static final ClassValue<List<ResourceMethod>> METHODS = new ClassValue<>() {
        @Override
        protected List<ResourceMethod> computeValue(Class<?> resource) {
            return List.copyOf(of(resource, List.of()));
        }
    };

    /** Returns the methods of the class that answer requests and those behind its locators, in a stable order. */
    static List<ResourceMethod> of(Class<?> resource) {
        return METHODS.get(resource);
    }

    private static List<ResourceMethod> of(Class<?> resource, List<Locator> through) {
        List<ResourceMethod> methods = new ArrayList<>();
        sorted(resource).forEach(method -> of(resource, method, through).ifPresent(methods::add));
        for (Locator locator : Locator.of(resource)) {
            Class<?> located = locator.located();
            if (through.stream().noneMatch(before -> before.located() == located)) { // a cycle would not end
                List<Locator> deeper = new ArrayList<>(through);
                deeper.add(locator);
                methods.addAll(of(located, List.copyOf(deeper)));
            }
        }
        return methods;
    }

    /** Returns these classes and those that their locators return. */
    static List<Class<?>> reachable(List<Class<?>> resources) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        Deque<Class<?>> next = new ArrayDeque<>(resources);
        while (!next.isEmpty()) {
            Class<?> type = next.remove();
            if (classes.add(type)) {
                Locator.of(type).forEach(locator -> next.add(locator.located()));
            }
        }
        return List.copyOf(classes);
    }

    static List<Method> sorted(Class<?> resource) {
        return Stream.of(resource.getMethods())
                .filter(method -> !method.isBridge())
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static Optional<ResourceMethod> of(Class<?> resource, Method method, List<Locator> through) {
        AnnotatedElement annotations = JaxRsAnnotations.of(method);
        return verb(annotations)
                .map(verb -> new ResourceMethod(
                        resource, method, verb, annotations, JaxRsAnnotations.ofParameters(method), through));
    }

    /** Returns the HTTP method of a Java method; empty if it answers no requests. */
    static Optional<String> verb(AnnotatedElement annotations) {
        return Stream.of(annotations.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(HttpMethod::value)
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
        return sites(method)
                .map(site -> site.getAnnotation(TriggerState.class))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private List<String> paths() {
        Class<?> root = locators.isEmpty() ? resource : locators.get(0).resource();
        return Stream.of(
                        Stream.of(JaxRsAnnotations.of(root)),
                        locators.stream().map(locator -> JaxRsAnnotations.of(locator.method())),
                        Stream.of(annotations))
                .flatMap(elements -> elements)
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
        Stream<Class<?>> classes =
                Stream.concat(Stream.of(resource), locators.stream().map(Locator::resource));
        templates.removeAll(pathParameters(Stream.concat(sites(), classes.flatMap(type -> BeanSite.elements(type)))));
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

    static boolean fills(Annotation annotation) {
        String name = annotation.annotationType().getName();
        return annotation instanceof TriggerState
                || annotation instanceof File
                || annotation instanceof PageState
                || name.startsWith("jakarta.ws.rs.")
                || name.startsWith("jakarta.inject.")
                || name.startsWith("org.glassfish.jersey.");
    }

    private Stream<AnnotatedElement> sites() {
        return Stream.concat(locators.stream().flatMap(locator -> sites(locator.method())), sites(method));
    }

    private static Stream<AnnotatedElement> sites(Method method) {
        List<AnnotatedElement> parameters = JaxRsAnnotations.ofParameters(method);
        List<AnnotatedElement> sites = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).isAnnotationPresent(BeanParam.class)) {
                BeanSite.elements(method.getParameterTypes()[i]).forEach(sites::add);
            } else {
                sites.add(parameters.get(i));
            }
        }
        return sites.stream();
    }
}
