package dev.connectorkit.http.auth;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads credentials from requests. */
final class Credentials {

    private Credentials() {}

    /** Returns the value of a header that must be there once; null where it is missing, empty, or there more often. */
    static @Nullable String single(ContainerRequestContext request, String header) {
        List<String> values = request.getHeaders().get(header);
        return values == null || values.size() != 1 || values.get(0).isBlank() ? null : values.get(0);
    }

    /**
     * Returns the part behind the name of the scheme in the {@code Authorization} header, or null; the name is case-insensitive.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.4">RFC 9110, 11.4 Credentials</a>
     */
    static @Nullable String of(ContainerRequestContext request, String scheme) {
        String value = single(request, HttpHeaders.AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)) {
            return null;
        }
        return value.substring(scheme.length() + 1).strip();
    }

    /**
     * Returns a 401 with its challenge.
     *
     * @param expected a sentence on what the request must carry; never what it did carry
     */
    static NotAuthorizedException refuse(String challenge, String expected) {
        return new NotAuthorizedException(
                expected,
                Response.status(401)
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                        .build());
    }
}
