package dev.connectorkit.http;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code UriInfo} return the URL that clients use, so that every link built from it is right: the configured public
 * URL, or the one that a trusted proxy reports, or the one of the request itself.
 */
@PreMatching
@Priority(10)
final class PublicUrlFilter implements ContainerRequestFilter {

    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{0,5})?");

    private final @Nullable URI configured;
    private final boolean trustForwarded;

    /**
     * @param configured the public URL, or null
     * @param trustForwarded whether {@code Forwarded} and {@code X-Forwarded-*} count
     */
    public PublicUrlFilter(@Nullable URI configured, boolean trustForwarded) {
        this.configured = configured;
        this.trustForwarded = trustForwarded;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String base = base(request, uri.getBaseUri());
        String own = uri.getBaseUri().toString();
        String rest = uri.getRequestUri().toString();
        if (base.equals(own) && rest.startsWith(own)) {
            return;
        }
        String path = rest.startsWith(own) ? rest.substring(own.length()) : "";
        try {
            request.setRequestUri(URI.create(base), URI.create(base + path));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    400, "The URL of this request, as its Host or Forwarded header has it, is not valid.");
        }
    }

    private String base(ContainerRequestContext request, URI own) {
        if (configured != null) {
            return withSlash(configured.toString());
        }
        String scheme = own.getScheme();
        String authority = authority(request, own);
        String prefix = own.getRawPath();
        if (trustForwarded) {
            Forwarded forwarded = Forwarded.of(request.getHeaders());
            scheme = forwarded.proto() == null ? scheme : forwarded.proto();
            authority = forwarded.authority(authority);
            prefix = forwarded.prefix() == null ? prefix : forwarded.prefix();
        }
        return withSlash(scheme + "://" + withoutDefaultPort(scheme, authority) + prefix);
    }

    /** Prefers the Host header to what the container makes of it: names of containers have underscores, which a URI's host has not. */
    private static String authority(ContainerRequestContext request, URI own) {
        String host = request.getHeaderString(HttpHeaders.HOST);
        if (host == null || (host.equals(own.getRawAuthority()) && !host.endsWith(":"))) {
            return own.getRawAuthority();
        }
        return HOST.matcher(host).matches() ? host.replaceFirst(":$", "") : own.getRawAuthority();
    }

    private static String withoutDefaultPort(String scheme, String authority) {
        String port = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    private static String withSlash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }
}
