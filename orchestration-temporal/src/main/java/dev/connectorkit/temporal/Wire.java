package dev.connectorkit.temporal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.RawValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of payloads on Temporal: JSON text as {@code json/plain}, which its user interface shows, and no payload as
 * {@code binary/null}. A codec of the client, such as one that encrypts, is applied. Thread-safe.
 */
record Wire(DataConverter converter) {

    private static final String ENCODING = "encoding";
    private static final ByteString JSON = ByteString.copyFromUtf8("json/plain");
    private static final ByteString NULL = ByteString.copyFromUtf8("binary/null");
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Returns JSON text as an argument, a result or a value of the memo. */
    static RawValue raw(@Nullable String json) {
        Payload.Builder payload = Payload.newBuilder();
        if (json == null) {
            return new RawValue(payload.putMetadata(ENCODING, NULL).build());
        }
        return new RawValue(payload.putMetadata(ENCODING, JSON)
                .setData(ByteString.copyFromUtf8(json))
                .build());
    }

    /** Returns a value of this adapter's own as JSON. */
    static RawValue object(Object value) {
        try {
            return raw(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }

    /** Returns the JSON text of a decoded payload, null if it has none. */
    static @Nullable String text(@Nullable RawValue value) {
        if (value == null) {
            return null;
        }
        Payload payload = value.getPayload();
        boolean empty = NULL.equals(payload.getMetadataOrDefault(ENCODING, NULL));
        return empty ? null : payload.getData().toStringUtf8();
    }

    /** Returns the JSON text of a payload as the server has it. */
    @Nullable String decoded(Payload payload) {
        return text(converter.fromPayload(payload, RawValue.class, RawValue.class));
    }

    /** Returns the JSON text of the first of some payloads, null without any. */
    @Nullable String first(io.temporal.api.common.v1.Payloads payloads) {
        return payloads.getPayloadsCount() == 0 ? null : decoded(payloads.getPayloads(0));
    }

    /** Returns a value of this adapter's own. */
    static <T> T parsed(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("This is no " + type.getSimpleName() + ": " + json, e);
        }
    }

    /** Returns a text as a JSON string. */
    static @Nullable String quoted(String text) {
        return text.isEmpty() ? null : text(object(text));
    }

    /** Returns a map of texts, empty for null. */
    @SuppressWarnings("unchecked")
    static Map<String, String> texts(@Nullable String json) {
        return json == null ? Map.of() : (Map<String, String>) parsed(json, Map.class);
    }
}
