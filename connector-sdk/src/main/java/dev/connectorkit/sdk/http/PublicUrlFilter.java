package dev.connectorkit.sdk.http;

import dev.connectorkit.sdk.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code UriInfo} speak of the URL that clients use, so that every link built from it is right: the configured public
 * URL, or what a trusted proxy says, or what the request itself says.
 */
@PreMatching
@Priority(10)
final class PublicUrlFilter implements ContainerRequestFilter {

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
        String authority = own.getRawAuthority();
        String prefix = own.getRawPath();
        if (trustForwarded) {
            Forwarded forwarded = Forwarded.of(request.getHeaders());
            scheme = forwarded.proto() == null ? scheme : forwarded.proto();
            authority = forwarded.host() == null ? authority : forwarded.host();
            prefix = forwarded.prefix() == null ? prefix : forwarded.prefix();
        }
        return withSlash(scheme + "://" + withoutDefaultPort(scheme, authority) + prefix);
    }

    private static String withoutDefaultPort(String scheme, String authority) {
        String port = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    private static String withSlash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }
}
