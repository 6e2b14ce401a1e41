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
    private static final String PORT_NUMBER =
            "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
    private static final Pattern PORT = Pattern.compile(PORT_NUMBER);
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::" + PORT_NUMBER + "?)?");
    private static final Pattern PREFIX =
            Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+)*/?");

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
        String base = (host == null ? own : host).replaceFirst(":$", "");
        String name = base.replaceFirst(":\\d+$", "");
        boolean hostHasPort = host != null && !name.equals(base);
        String authority = port == null || hostHasPort ? base : name + ":" + port;
        return isOfOtherScheme(authority.substring(name.length())) ? name : authority;
    }

    /** Returns whether a port is one on which a proxy was reached in another way than by the client: that of the other scheme. */
    private boolean isOfOtherScheme(String given) {
        return ("https".equals(proto) && given.equals(":80")) || ("http".equals(proto) && given.equals(":443"));
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
