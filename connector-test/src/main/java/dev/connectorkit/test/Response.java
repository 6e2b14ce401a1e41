package dev.connectorkit.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.guard.RetryAfter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer to a {@link Request}. Immutable.
 *
 * @param status the status code
 * @param headers by name, in any case of letters; several values of one name are joined with a comma
 * @param body the body as text; empty for a response without a body. Of a media type that is not text it has one character for each byte
 */
public record Response(int status, Map<String, String> headers, String body) {

    /** Copies the headers. */
    public Response {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** Returns the value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Reports whether the status is 2xx. */
    public boolean isSuccessful() {
        return status / 100 == 2;
    }

    /** Returns the bytes of the body. */
    public byte[] bytes() {
        return body.getBytes(Binary.charset(headers.get("Content-Type")));
    }

    /**
     * Returns the body as JSON: a missing node if there is no body, a text if it is not JSON, and of a file an object with
     * {@code $content-type} and {@code $content} in base64, as engines have it. Each call returns a new node, the caller's to change.
     */
    public JsonNode json() {
        String contentType = headers.get("Content-Type");
        if (contentType != null && Binary.isBinary(contentType) && !body.isEmpty()) {
            return Binary.of(contentType, bytes());
        }
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(body);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(body);
        }
    }

    /**
     * Returns {@code Location}, resolved against the URL of the request; empty if the header is absent or not a URI.
     *
     * @param base the URL of the request
     */
    public Optional<URI> location(URI base) {
        return header("Location").flatMap(text -> {
            try {
                return Optional.of(base.resolve(new URI(text)));
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Returns the wait of {@code Retry-After}, in seconds or as a date in any form of HTTP; empty if the header is absent or invalid.
     *
     * @param now the time that a date is compared with
     */
    public Optional<Duration> retryAfter(Instant now) {
        return RetryAfter.parse(headers.get("Retry-After"), now);
    }

    /** Returns status, headers and body, as in HTTP/1.1. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Integer.toString(status));
        headers.forEach(
                (name, value) -> text.append('\n').append(name).append(": ").append(value));
        return body.isEmpty()
                ? text.toString()
                : text.append("\n\n").append(body).toString();
    }
}
