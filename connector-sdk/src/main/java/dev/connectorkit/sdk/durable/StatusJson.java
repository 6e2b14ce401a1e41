package dev.connectorkit.sdk.durable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Statuses as JSON; payloads are in it to the letter, so it is written and not mapped. */
final class StatusJson {

    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    /**
     * Returns one status.
     *
     * @param problem the members that make it a problem document, by name; empty if it is not one
     * @param history rows of raw JSON, null if it was not asked for
     */
    static String of(
            OrchestrationStatus status,
            boolean showInput,
            Map<String, Object> problem,
            @Nullable List<Map<String, String>> history) {
        return write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Object> member : problem.entrySet()) {
                json.writeObjectField(member.getKey(), member.getValue());
            }
            members(json, status, showInput);
            if (history != null) {
                json.writeArrayFieldStart("historyEvents");
                for (Map<String, String> row : history) {
                    row(json, row);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    /** Returns a list of them. */
    static String of(List<OrchestrationStatus> statuses, boolean showInput) {
        return write(json -> {
            json.writeStartArray();
            for (OrchestrationStatus status : statuses) {
                json.writeStartObject();
                members(json, status, showInput);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Returns the output, of a failed instance its failure as a text; null if absent. */
    static @Nullable String output(OrchestrationStatus status) {
        return status.failure() == null
                ? status.output()
                : text(status.failure().toString());
    }

    /** Returns a JSON string. */
    static String text(String value) {
        return write(json -> json.writeString(value));
    }

    private static void members(JsonGenerator json, OrchestrationStatus status, boolean showInput) throws IOException {
        RuntimeStatus runtimeStatus = status.runtimeStatus();
        json.writeStringField("name", status.name());
        json.writeStringField("instanceId", status.instanceId());
        json.writeStringField("runtimeStatus", runtimeStatus.toString());
        raw(json, "input", showInput ? status.input() : null);
        raw(json, "customStatus", status.customStatus());
        raw(json, "output", output(status));
        json.writeStringField("createdTime", seconds(status.createdAt()));
        json.writeStringField("lastUpdatedTime", seconds(status.lastUpdatedAt()));
        if (status.version() != null) {
            json.writeStringField("version", status.version());
        }
        if (!status.tags().isEmpty()) {
            json.writeObjectFieldStart("tags");
            for (Map.Entry<String, String> tag : new TreeMap<>(status.tags()).entrySet()) {
                json.writeStringField(tag.getKey(), tag.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void row(JsonGenerator json, Map<String, String> row) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> member : row.entrySet()) {
            raw(json, member.getKey(), member.getValue());
        }
        json.writeEndObject();
    }

    private static void raw(JsonGenerator json, String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(text == null || text.isBlank() ? "null" : text);
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String write(Writing content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.to(json);
        } catch (IOException e) {
            throw new IllegalStateException("A text can be written", e);
        }
        return text.toString();
    }
}
