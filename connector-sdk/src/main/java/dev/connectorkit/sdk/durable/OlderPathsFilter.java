package dev.connectorkit.sdk.durable;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the prefixes of older versions, and names of operations in any case, for what they are now. */
@PreMatching
@Priority(15) // after links have their base, before anything looks at the path
final class OlderPathsFilter implements ContainerRequestFilter {

    static final String PREFIX = "runtime/webhooks/durabletask";

    private static final Pattern PATH = Pattern.compile(
            "(?:runtime/webhooks/(?:durabletask|DurableTaskExtension)|admin/extensions/DurableTaskExtension)"
                    + "/(instances|orchestrators)(?:(/[^/]*)(?:/([^/]*)(/.*)?)?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> OPERATIONS = Map.of("raiseevent", "raiseEvent");

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String path = uri.getPath(false);
        Matcher matcher = PATH.matcher(path.startsWith("/") ? path.substring(1) : path);
        if (matcher.matches()) {
            String query = uri.getRequestUri().getRawQuery();
            request.setRequestUri(
                    uri.getBaseUri(),
                    URI.create(uri.getBaseUri() + canonical(matcher) + (query == null ? "" : "?" + query)));
        }
    }

    private static String canonical(Matcher path) {
        String kind = path.group(1).toLowerCase(Locale.ROOT);
        StringBuilder canonical = new StringBuilder(PREFIX).append('/').append(kind);
        if (path.group(2) != null) {
            canonical.append(path.group(2));
        }
        if (path.group(3) != null) {
            String lower = path.group(3).toLowerCase(Locale.ROOT);
            canonical
                    .append('/')
                    .append(kind.equals("instances") ? OPERATIONS.getOrDefault(lower, lower) : path.group(3));
        }
        return path.group(4) == null
                ? canonical.toString()
                : canonical.append(path.group(4)).toString();
    }
}
