package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.TriggerState;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Builds the URL of the next poll. */
final class Locations {

    /** The longest URL that engines keep. */
    static final int LIMIT = 2048;

    private Locations() {}

    /** Returns the URL with another state; every other query parameter stays unchanged. */
    static String withState(URI request, String state) {
        return with(request, TriggerState.NAME, state);
    }

    /** Returns the URL with another value of one query parameter; every other one stays unchanged. */
    static String with(URI request, String name, String value) {
        StringJoiner query = new StringJoiner("&");
        if (request.getRawQuery() != null) {
            for (String pair : request.getRawQuery().split("&", -1)) {
                if (!pair.isEmpty() && !nameOf(pair).equals(name)) {
                    query.add(pair);
                }
            }
        }
        query.add(name + "=" + encoded(value));
        return request.getScheme() + "://" + request.getRawAuthority() + request.getRawPath() + "?" + query;
    }

    private static String encoded(String value) {
        return value.chars().allMatch(Locations::isPlain)
                ? value
                : URLEncoder.encode(value, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%3A", ":")
                        .replace("%7E", "~");
    }

    /** Indicates whether a character stands for itself, as all those of times, numbers and base64url do. */
    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.~:*".indexOf(c) >= 0;
    }

    private static String nameOf(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        return name.chars().allMatch(Locations::isPlain) ? name : URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
}
