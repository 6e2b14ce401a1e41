package dev.connectorkit.callbacks.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Converts the author's headers of a delivery to the JSON object that is stored, and back. */
public final class Headers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "{}";

    private Headers() {}

    /** Returns the headers as a JSON object. */
    public static String write(Map<String, String> headers) {
        try {
            return headers.isEmpty() ? NONE : JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings can be written as JSON", e);
        }
    }

    /** Returns the headers of a JSON object made by {@link #write}. */
    public static Map<String, String> read(String json) {
        try {
            return json.equals(NONE) ? Map.of() : JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored headers of a delivery are malformed", e);
        }
    }
}
