package dev.connectorkit.sdk.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's URL as the first proxy reports it: RFC 7239 {@code Forwarded}, else the {@code X-Forwarded-*}
 * headers. A value that cannot be part of a URL is ignored.
 */
record Forwarded(
        @Nullable String proto,
        @Nullable String host,
        @Nullable String prefix) {

    private static final Pattern PAIR = Pattern.compile("(?:^|;)\\s*(\\w+)=(?:\"([^\"]*)\"|([^;\\s]*))");
    private static final Pattern PROTO = Pattern.compile("https?");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~%-]+)+/?");

    static Forwarded of(MultivaluedMap<String, String> headers) {
        String standard = first(headers, "Forwarded");
        String prefix = valid(PREFIX, first(headers, "X-Forwarded-Prefix"));
        if (standard != null) {
            return new Forwarded(valid(PROTO, value(standard, "proto")), valid(HOST, value(standard, "host")), prefix);
        }
        String host = valid(HOST, first(headers, "X-Forwarded-Host"));
        String port = valid(Pattern.compile("\\d{1,5}"), first(headers, "X-Forwarded-Port"));
        boolean hasPort = host != null && host.matches(".*:\\d+");
        return new Forwarded(
                valid(PROTO, first(headers, "X-Forwarded-Proto")),
                host == null || port == null || hasPort ? host : host + ":" + port,
                prefix);
    }

    private static @Nullable String value(String element, String name) {
        Matcher pairs = PAIR.matcher(element);
        while (pairs.find()) {
            if (pairs.group(1).equalsIgnoreCase(name)) {
                return pairs.group(2) != null ? pairs.group(2) : pairs.group(3);
            }
        }
        return null;
    }

    /** The element that the proxy next to the client has added. */
    private static @Nullable String first(MultivaluedMap<String, String> headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? null : value.split(",", 2)[0].trim();
    }

    private static @Nullable String valid(Pattern pattern, @Nullable String value) {
        if (value == null) {
            return null;
        }
        String normal = pattern == PROTO ? value.toLowerCase(Locale.ROOT) : value;
        return pattern.matcher(normal).matches() ? normal : null;
    }
}
