package dev.connectorkit.test;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it is, or was, on the wire. Immutable.
 *
 * @param method in upper case
 * @param url the whole URL; of a received callback, with the receiver's host and port
 * @param headers by name, in any case of letters; several values of one name are joined with a comma
 * @param body the body as text; empty for a request without a body. Of a media type that is not text, as of a form with files, it has one
 *     character for each byte
 */
public record Request(String method, URI url, Map<String, String> headers, String body) {

    /** Copies the headers. */
    public Request {
        method = method.toUpperCase(Locale.ROOT);
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** Returns a request without headers and body. */
    public static Request of(String method, URI url) {
        return new Request(method, url, Map.of(), "");
    }

    /** Returns the value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the request with another URL. */
    public Request withUrl(URI other) {
        return new Request(method, other, headers, body);
    }

    /** Returns the request with a header, which takes the place of one of the same name. */
    public Request withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>();
        headers.forEach((other, kept) -> {
            if (!other.equalsIgnoreCase(name)) {
                changed.put(other, kept);
            }
        });
        changed.put(name, value);
        return new Request(method, url, changed, body);
    }

    /** Returns the request with another body. */
    public Request withBody(String other) {
        return new Request(method, url, headers, other);
    }

    /** Returns method, URL, headers and body, as in HTTP/1.1. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method + " " + url);
        headers.forEach(
                (name, value) -> text.append('\n').append(name).append(": ").append(value));
        return body.isEmpty()
                ? text.toString()
                : text.append("\n\n").append(body).toString();
    }
}
