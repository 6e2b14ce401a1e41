package dev.connectorkit.swagger.internal;

import dev.connectorkit.annotations.JaxRsAnnotations;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that requests reach each resource method: JAX-RS picks the classes with the longest matching path, and asks no other class if
 * they have no method for the rest.
 *
 * @see <a href="https://jakarta.ee/specifications/restful-ws/4.0/jakarta-restful-ws-spec-4.0#request_matching">Jakarta RESTful Web
 *     Services 4.0, 3.7.2</a>
 */
public final class ShadowedPaths {

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\s*[^:}\\s]+\\s*(?::\\s*((?:[^{}]|\\{[^}]*})+))?}");

    private ShadowedPaths() {}

    /** Returns the methods that no request reaches, one sentence each with the class that is asked in their place. */
    public static List<String> problems(List<Class<?>> resources) {
        List<Root> roots = resources.stream()
                .flatMap(resource -> Root.of(resource).stream())
                .sorted(Comparator.comparingInt(Root::literals)
                        .thenComparingInt(Root::groups)
                        .reversed())
                .toList();
        List<String> problems = new ArrayList<>();
        for (Root root : roots) {
            for (ResourceMethod method : ResourceMethod.of(root.resource())) {
                String path = method.path().replace("{}", "~");
                roots.stream()
                        .filter(other -> other.pattern().matcher(path).matches())
                        .findFirst()
                        .filter(other -> !other.template().equals(root.template()))
                        .ifPresent(other -> problems.add(method.name() + " answers " + method.httpMethod() + " "
                                + method.path() + ", and JAX-RS asks "
                                + other.resource().getSimpleName()
                                + " alone for what is below " + other.template() + "; move the method to "
                                + other.resource().getSimpleName() + ", or give it another @Path"));
            }
        }
        return problems;
    }

    /**
     * A resource class with its path.
     *
     * @param template the path, its variables without names
     * @param literals the number of characters outside of variables
     */
    private record Root(Class<?> resource, String template, Pattern pattern, int literals, int groups) {

        static Optional<Root> of(Class<?> resource) {
            Path path = JaxRsAnnotations.of(resource).getAnnotation(Path.class);
            return path == null ? Optional.empty() : Optional.of(of(resource, path.value()));
        }

        private static Root of(Class<?> resource, String path) {
            String value = path.replaceAll("^/+|/+$", "");
            Matcher matcher = TEMPLATE.matcher(value);
            StringBuilder regex = new StringBuilder(value.isEmpty() ? "" : "/");
            StringBuilder template = new StringBuilder("/");
            int from = 0;
            int groups = 0;
            while (matcher.find()) {
                regex.append(Pattern.quote(value.substring(from, matcher.start())))
                        .append(matcher.group(1) == null ? "[^/]+" : "(?:" + matcher.group(1) + ")");
                template.append(value, from, matcher.start()).append("{}");
                from = matcher.end();
                groups++;
            }
            regex.append(Pattern.quote(value.substring(from)));
            template.append(value.substring(from));
            int literals = template.length() - 2 * groups;
            return new Root(resource, template.toString(), Pattern.compile(regex + "(/.*)?"), literals, groups);
        }
    }
}
