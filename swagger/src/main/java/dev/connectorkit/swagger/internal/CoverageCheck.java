package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.JaxRsAnnotations;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks that an OpenAPI 3 tree has every resource method that is not hidden. */
public final class CoverageCheck {

    private CoverageCheck() {}

    /** Returns the resource methods that the document does not have, one sentence each with advice. */
    public static List<String> problems(ObjectNode openApi, List<Class<?>> resources) {
        Set<String> described = new HashSet<>();
        openApi.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                verb -> described.add(verb + " " + path.getKey().replaceAll("\\{[^}]*}", "{}"))));
        return resources.stream()
                .flatMap(resource -> ResourceMethod.of(resource).stream())
                .filter(method -> !isHidden(method)
                        && !described.contains(method.httpMethod().toLowerCase(Locale.ROOT) + " " + method.path()))
                .map(method -> method.name() + " answers " + method.httpMethod() + " " + method.path()
                        + ", and a document cannot have that; repeat the @Path and the HTTP method that it inherits, use one of"
                        + " GET, PUT, POST, DELETE, OPTIONS, HEAD and PATCH, or hide it with @Hidden")
                .toList();
    }

    private static boolean isHidden(ResourceMethod method) {
        Operation operation = method.annotation(Operation.class);
        return (operation != null && operation.hidden())
                || method.annotations().isAnnotationPresent(Hidden.class)
                || JaxRsAnnotations.of(method.resource()).isAnnotationPresent(Hidden.class);
    }
}
