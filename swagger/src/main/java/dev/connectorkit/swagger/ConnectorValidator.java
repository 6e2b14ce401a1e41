package dev.connectorkit.swagger;

import dev.connectorkit.swagger.internal.AnnotationCheck;
import dev.connectorkit.swagger.internal.ResourceMethodCheck;
import dev.connectorkit.swagger.internal.ShadowedPaths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Runs every check of resource classes: those of this module, and those that other modules provide as services. */
final class ConnectorValidator {

    private static final List<ConnectorCheck> CHECKS =
            List.of(ResourceMethodCheck::problems, AnnotationCheck::problems, ShadowedPaths::problems);

    private ConnectorValidator() {}

    /** Returns the problems that the checks find, in a stable order. */
    static List<String> problems(List<Class<?>> resources) {
        List<Class<?>> sorted =
                resources.stream().sorted(Comparator.comparing(Class::getName)).toList();
        List<String> problems = new ArrayList<>();
        CHECKS.forEach(check -> problems.addAll(check.problems(sorted)));
        List<Class<?>> reachable = ResourceMethodCheck.reachable(sorted);
        for (ConnectorCheck check : provided()) {
            problems.addAll(check.problems(reachable));
        }
        return problems.stream().distinct().toList(); // a sub-resource may be reached more than once
    }

    private static List<ConnectorCheck> provided() {
        List<ConnectorCheck> checks = new ArrayList<>();
        ServiceLoader.load(ConnectorCheck.class, loader()).forEach(checks::add);
        checks.sort(Comparator.comparing(check -> check.getClass().getName()));
        return checks;
    }

    /** Returns the loader of the connector's classes: in a build it is not the loader of this class. */
    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? ConnectorValidator.class.getClassLoader() : context;
    }
}
