package dev.connectorkit.orchestration.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags in the row of their instance; the table of tags is for queries only. */
final class TagsJson {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private TagsJson() {}

    static @Nullable String write(Map<String, String> tags) {
        try {
            return tags.isEmpty() ? null : MAPPER.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The tags cannot be written", e);
        }
    }

    static Map<String, String> read(@Nullable String json) {
        try {
            return json == null ? Map.of() : MAPPER.readValue(json, TAGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The tags of an instance are malformed", e);
        }
    }
}
