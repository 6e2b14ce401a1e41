package dev.connectorkit.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's URL as the first proxy on the way reports it: RFC 7239 {@code Forwarded} where it names a scheme or a host, else the
 * {@code X-Forwarded-*} headers. A value that cannot be part of a URL is ignored.
 *
 * @param proto http or https, or null
 * @param host with its port if that was reported, or null
 * @param port reported apart from the host, or null
 * @param prefix a path, or null
 */
record Forwarded(
        @Nullable String proto,
        @Nullable String host,
        @Nullable String port,
        @Nullable String prefix) {

    private static final Pattern PAIR =
            Pattern.compile("(?:^|;)\\s*([A-Za-z0-9-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s\"]*))\\s*(?=;|$)");
    private static final Pattern PROTO = Pattern.compile("https?");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~%-]+)+/?");

    static Forwarded of(MultivaluedMap<String, String> headers) {
        String prefix = valid(PREFIX, first(headers, "X-Forwarded-Prefix"));
        String standard = first(headers, "Forwarded");
        if (standard != null) {
            String proto = valid(PROTO, value(standard, "proto"));
            String host = valid(HOST, value(standard, "host"));
            if (proto != null || host != null) {
                return new Forwarded(proto, host, null, prefix);
            }
        }
        return new Forwarded(
                valid(PROTO, first(headers, "X-Forwarded-Proto")),
                valid(HOST, first(headers, "X-Forwarded-Host")),
                valid(PORT, first(headers, "X-Forwarded-Port")),
                prefix);
    }

    /**
     * Returns the authority of the client's URL.
     *
     * @param own the authority that the request itself names
     */
    String authority(String own) {
        String base = host == null ? own : host;
        String name = base.replaceFirst(":\\d*$", "");
        if (host != null && !name.equals(host)) {
            return host;
        }
        if (port != null) {
            return name + ":" + port;
        }
        // Behind a proxy that ends TLS, a port in Host is that of the client's URL, unless it is plain HTTP's default.
        return "https".equals(proto) && own.endsWith(":80") ? name : base;
    }

    private static @Nullable String value(String element, String name) {
        Matcher pairs = PAIR.matcher(element);
        while (pairs.find()) {
            if (pairs.group(1).equalsIgnoreCase(name)) {
                return pairs.group(2) != null ? pairs.group(2).replaceAll("\\\\(.)", "$1") : pairs.group(3);
            }
        }
        return null;
    }

    /** Returns the element that the proxy next to the client has added; a comma between quotes is part of it. */
    private static @Nullable String first(MultivaluedMap<String, String> headers, String name) {
        List<String> values = headers.get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        String value = values.get(0);
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return value.substring(0, i).strip();
            }
        }
        return value.strip();
    }

    private static @Nullable String valid(Pattern pattern, @Nullable String value) {
        if (value == null) {
            return null;
        }
        String normal = pattern == PROTO ? value.toLowerCase(Locale.ROOT) : value;
        return pattern.matcher(normal).matches() ? normal : null;
    }
}
