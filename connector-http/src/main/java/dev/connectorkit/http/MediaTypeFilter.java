package dev.connectorkit.http;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses malformed Content-Type, Accept and Accept-Language headers, which Jersey would answer without a problem document, and charsets
 * that this JVM does not know.
 */
@PreMatching
@Priority(6)
final class MediaTypeFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaderString(HttpHeaders.CONTENT_TYPE) != null) {
            check(HttpHeaders.CONTENT_TYPE, request::getMediaType);
            checkCharset(request.getMediaType());
        }
        if (request.getHeaderString(HttpHeaders.ACCEPT) != null) {
            check(HttpHeaders.ACCEPT, request::getAcceptableMediaTypes);
        }
        if (request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE) != null) {
            check(HttpHeaders.ACCEPT_LANGUAGE, request::getAcceptableLanguages);
        }
    }

    private static void checkCharset(@Nullable MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        try {
            if (charset == null || Charset.isSupported(charset)) {
                return;
            }
        } catch (IllegalCharsetNameException e) {
            // is not supported either
        }
        throw new ProblemException(415, "The charset of the Content-Type header is not supported.");
    }

    private static void check(String header, Runnable read) {
        try {
            read.run();
        } catch (RuntimeException e) {
            throw new ProblemException(400, "The " + header + " header is invalid.");
        }
    }
}
