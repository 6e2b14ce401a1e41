package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.TriggerState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes the bodies of the answers of one polling trigger: JSON in UTF-8. */
final class PollBody {

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final PollMethod method;
    private final ObjectMapper json;
    private final ObjectWriter writer;

    PollBody(PollMethod method, ObjectMapper json) {
        this.method = method;
        this.json = json;
        this.writer = json.writer()
                .without(SerializationFeature.WRAP_ROOT_VALUE)
                .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    }

    /** Returns the body of a 202, for a trigger that puts its state into the body. */
    byte[] ofNothing(String state) {
        return write(json.createObjectNode().put(TriggerState.NAME, state));
    }

    /**
     * Returns the body of a 200.
     *
     * @throws IllegalStateException if the payload is null in JSON, or has no place for the state that the trigger puts into it
     * @throws IllegalArgumentException if the payload cannot be written
     */
    byte[] of(Object payload, String state) {
        if (method.envelope() || method.stateInBody()) {
            return write(around(tree(payload), state));
        }
        byte[] body = write(payload);
        if (body.length == 0 || Arrays.equals(body, NULL)) {
            throw nullPayload();
        }
        return body;
    }

    private JsonNode around(JsonNode payload, String state) {
        if (payload.isNull() || payload.isMissingNode()) {
            throw nullPayload();
        }
        JsonNode body = method.envelope() ? json.createObjectNode().set("value", payload) : payload;
        if (method.stateInBody()) {
            if (!(body instanceof ObjectNode object) || object.has(TriggerState.NAME)) {
                throw new IllegalStateException(method.name()
                        + " puts its state into the body, so its payload must be a JSON object without a property "
                        + TriggerState.NAME);
            }
            object.put(TriggerState.NAME, state);
        }
        return body;
    }

    private IllegalStateException nullPayload() {
        return new IllegalStateException(method.name() + " found a payload that is null in JSON");
    }

    private JsonNode tree(Object payload) {
        Collection<?> items = items(payload);
        if (items == null) {
            return json.valueToTree(payload);
        }
        ArrayNode nodes = json.createArrayNode();
        items.forEach(item -> nodes.add(json.<JsonNode>valueToTree(item)));
        return nodes;
    }

    private byte[] write(Object payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        Collection<?> items = items(payload);
        try (JsonGenerator generator = writer.createGenerator(out)) {
            if (items == null) {
                writer.writeValue(generator, payload);
            } else {
                generator.writeStartArray();
                for (Object item : items) {
                    writer.writeValue(generator, item);
                }
                generator.writeEndArray();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** Returns the elements of a batch, null for another payload: each is written as its own class says, type property included. */
    private static @Nullable Collection<?> items(Object payload) {
        return payload instanceof Object[] array
                ? Arrays.asList(array)
                : payload instanceof Collection<?> collection ? collection : null;
    }
}
