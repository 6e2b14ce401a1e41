package dev.connectorkit.callbacks.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The author's headers of a delivery. */
public final class Headers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "{}";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");
    private static final Set<String> OURS = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp");

    private Headers() {}

    /**
     * A copy of these headers.
     *
     * @throws IllegalArgumentException if one cannot be sent, or is one that the delivery itself needs
     */
    public static Map<String, String> checked(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "A header must have a token as its name and visible ASCII as its value; '" + name
                                + "' has not");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("The header '" + name + "' is set by the delivery itself");
            }
        });
        return new LinkedHashMap<>(headers);
    }

    /** As a JSON object. */
    public static String write(Map<String, String> headers) {
        try {
            return headers.isEmpty() ? NONE : JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings can be written as JSON", e);
        }
    }

    /** Of a JSON object that {@link #write} made. */
    public static Map<String, String> read(String json) {
        try {
            return json.equals(NONE) ? Map.of() : JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The headers of a delivery are no JSON", e);
        }
    }
}
