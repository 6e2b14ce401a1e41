package dev.connectorkit.sdk.action;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.swagger.ConnectorCheck;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds resource methods that {@link OperationResource} would hide, where a method returns {@link Accepted}: of two classes, JAX-RS asks
 * only the one whose path matches more literally. A service that the server, the Maven plugin and the command line load.
 */
public final class StatusPathCheck implements ConnectorCheck {

    private static final String FIRST = "operations";

    @Override
    public List<String> problems(List<Class<?>> resources) {
        List<String> problems = new ArrayList<>();
        if (resources.stream().flatMap(type -> Stream.of(type.getMethods())).noneMatch(StatusPathCheck::accepts)) {
            return problems;
        }
        for (Class<?> resource : resources) {
            Path path = JaxRsAnnotations.of(resource).getAnnotation(Path.class);
            Stream.of(resource.getMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .filter(method -> httpMethod(method) != null
                            && isHidden(path, JaxRsAnnotations.of(method).getAnnotation(Path.class)))
                    .map(
                            method -> resource.getSimpleName() + "." + method.getName() + ": " + httpMethod(method)
                                    + " /"
                                    + String.join(
                                            "/",
                                            segments(
                                                    path,
                                                    JaxRsAnnotations.of(method).getAnnotation(Path.class)))
                                    + " is hidden by /operations/{operationId}, the status URLs of actions; choose another path")
                    .forEach(problems::add);
        }
        return problems;
    }

    private static boolean accepts(Method method) {
        String type = method.getGenericReturnType().getTypeName(); // a stage may hold it
        return httpMethod(method) != null && type.contains(Accepted.class.getName());
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
        for (Annotation annotation : JaxRsAnnotations.of(method).getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return http.value();
            }
        }
        return null;
    }
}
