package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Content that is not text, in the two forms that it has here: in a workflow as an object with {@code $content-type} and
 * {@code $content} in base64, as engines have it, and in a body as a text with one character for each byte.
 */
final class Binary {

    private static final String TYPE = "$content-type";
    private static final String CONTENT = "$content";

    private Binary() {}

    /** Returns the charset of a body: that of texts, or one that has a character for each byte. */
    static Charset charset(@Nullable String contentType) {
        String type = contentType == null ? "text/plain" : contentType.toLowerCase(Locale.ROOT);
        boolean text = type.startsWith("text/")
                || type.contains("json")
                || type.contains("xml")
                || type.contains("x-www-form-urlencoded")
                || type.contains("charset=");
        return text ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    static boolean isBinary(@Nullable String contentType) {
        return charset(contentType).equals(StandardCharsets.ISO_8859_1);
    }

    static ObjectNode of(String contentType, byte[] content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(TYPE, contentType)
                .put(CONTENT, Base64.getEncoder().encodeToString(content));
    }

    static boolean is(JsonNode value) {
        return value.path(CONTENT).isTextual() && value.path(TYPE).isTextual();
    }

    static String contentType(JsonNode value) {
        return value.path(TYPE).asText();
    }

    /** Returns the content of a value, each byte a character; of another value, the bytes of its text. */
    static String bytes(JsonNode value) {
        byte[] bytes = is(value)
                ? Base64.getDecoder().decode(value.path(CONTENT).asText())
                : (value.isValueNode() ? value.asText() : value.toString()).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
