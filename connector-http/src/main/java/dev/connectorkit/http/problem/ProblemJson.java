package dev.connectorkit.http.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.connectorkit.http.problem.Problem.FieldError;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of problem documents, which naming strategies and inclusion rules of an author's ObjectMapper do not change. */
final class ProblemJson {

    /** The members that RFC 9457 and this toolkit define. */
    static final Set<String> NAMES = Set.of("type", "title", "status", "detail", "instance", "errors", "logId");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ProblemJson() {}

    /** Writes a problem. */
    static final class Writer extends JsonSerializer<Problem> {

        @Override
        public void serialize(Problem problem, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            if (problem.type() != null) {
                json.writeStringField("type", problem.type().toString());
            }
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", problem.detail());
            if (problem.instance() != null) {
                json.writeStringField("instance", problem.instance());
            }
            writeErrors(problem.errors(), json);
            if (problem.logId() != null) {
                json.writeStringField("logId", problem.logId());
            }
            for (Map.Entry<String, Object> member : problem.members().entrySet()) {
                json.writeFieldName(member.getKey());
                provider.defaultSerializeValue(member.getValue(), json);
            }
            json.writeEndObject();
        }

        private static void writeErrors(List<FieldError> errors, JsonGenerator json) throws IOException {
            if (errors.isEmpty()) {
                return;
            }
            json.writeArrayFieldStart("errors");
            for (FieldError error : errors) {
                json.writeStartObject();
                json.writeStringField("field", error.field());
                json.writeStringField("message", error.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    /** Reads a problem that was written here. */
    static final class Reader extends JsonDeserializer<Problem> {

        @Override
        public Problem deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = MAPPER.readTree(parser);
            List<FieldError> errors = new ArrayList<>();
            tree.path("errors")
                    .forEach(error -> errors.add(new FieldError(
                            error.path("field").asText(), error.path("message").asText())));
            Map<String, Object> members = new LinkedHashMap<>();
            tree.properties().forEach(member -> {
                if (!NAMES.contains(member.getKey())) {
                    members.put(member.getKey(), MAPPER.convertValue(member.getValue(), Object.class));
                }
            });
            String type = text(tree, "type");
            return new Problem(
                    type == null ? null : URI.create(type),
                    tree.path("title").asText(),
                    tree.path("status").asInt(),
                    tree.path("detail").asText(),
                    text(tree, "instance"),
                    errors,
                    text(tree, "logId"),
                    members);
        }

        private static @Nullable String text(JsonNode tree, String name) {
            return tree.hasNonNull(name) ? tree.path(name).asText() : null;
        }
    }
}
