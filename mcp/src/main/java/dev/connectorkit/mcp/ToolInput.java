package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a tool and its place in the request.
 *
 * @param property the name of the argument
 * @param name the name in the request
 * @param schema the flat schema of the argument
 * @param encodings the number of times a value in the path is percent-encoded
 * @param preset the value that is sent without an argument: of a parameter that people and agents do not see
 */
record ToolInput(
        String property,
        Place place,
        String name,
        JsonNode schema,
        String collectionFormat,
        int encodings,
        @Nullable JsonNode preset) {

    /** The place of a value in the request. */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        /** The body is the value. */
        BODY,
        /** The value is a property of the body. */
        BODY_PROPERTY,
        FORM,
        FILE
    }

    /** Returns the JSON type, empty for any. */
    String type() {
        return schema.path("type").asText();
    }

    boolean isVisible() {
        return preset == null;
    }
}
