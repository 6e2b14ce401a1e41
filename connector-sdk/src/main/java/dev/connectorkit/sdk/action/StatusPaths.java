package dev.connectorkit.sdk.action;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds resource methods hidden by {@link OperationResource}: of two classes, JAX-RS tries only the one whose path is more literal. */
final class StatusPaths {

    private static final String FIRST = "operations";

    private StatusPaths() {}

    /** Returns the defects of the paths of these classes, one sentence each. */
    static List<String> problems(List<Class<?>> resources) {
        List<String> problems = new ArrayList<>();
        for (Class<?> resource : resources) {
            Path path = resource.getAnnotation(Path.class);
            Stream.of(resource.getMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .filter(method -> httpMethod(method) != null && isHidden(path, method.getAnnotation(Path.class)))
                    .map(
                            method ->
                                    resource.getSimpleName() + "." + method.getName() + ": " + httpMethod(method) + " /"
                                            + String.join("/", segments(path, method.getAnnotation(Path.class)))
                                            + " is hidden by /operations/{operationId}, the status URLs of actions; choose another path")
                    .forEach(problems::add);
        }
        return problems;
    }

    private static boolean isHidden(@Nullable Path type, @Nullable Path method) {
        List<String> all = segments(type, method);
        if (all.size() != 2 || !all.get(0).equals(FIRST)) {
            return false;
        }
        boolean moreLiteral = segments(type).equals(all) && !all.get(1).contains("{");
        return !moreLiteral;
    }

    private static List<String> segments(@Nullable Path... paths) {
        return Stream.of(paths)
                .flatMap(path ->
                        path == null ? Stream.empty() : Stream.of(path.value().split("/")))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static @Nullable String httpMethod(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return http.value();
            }
        }
        return null;
    }
}
