package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import dev.connectorkit.swagger.PollTrigger;
import dev.connectorkit.swagger.TriggerState;
import dev.connectorkit.swagger.Visibility;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes a polling trigger as designers read it. */
final class PollOperation {

    private PollOperation() {}

    static void describe(Operation operation, Method method, PollTrigger trigger) {
        JavaType payload = Payload.ofOutcome(method.getGenericReturnType()).orElse(null);
        boolean batch = payload != null && Payload.isBatch(payload);
        operation.setSummary(trigger.summary());
        operation.setDescription(description(trigger));
        operation.addExtension(Extensions.TRIGGER, batch ? "batch" : "single");
        operation.addExtension(Extensions.TRIGGER_METADATA, new TreeMap<>(Map.of("kind", "query", "mode", "polling")));
        if (!trigger.hint().isEmpty()) {
            operation.addExtension(Extensions.TRIGGER_HINT, trigger.hint());
        }
        Schema<?> body = body(schemaOf(operation.getResponses()), trigger);
        operation.setResponses(
                new ApiResponses().addApiResponse("200", found(body, batch)).addApiResponse("202", nothing()));
    }

    private static String description(PollTrigger trigger) {
        String summary = trigger.summary();
        if (!trigger.description().isEmpty() || summary.isEmpty()) {
            return trigger.description();
        }
        return "This operation triggers " + summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1)
                + ".";
    }

    /** What swagger-core has made of the return type. */
    private static @Nullable Schema<?> schemaOf(@Nullable ApiResponses responses) {
        ApiResponse unnamed = responses == null ? null : responses.get(ApiResponses.DEFAULT);
        Content content = unnamed == null ? null : unnamed.getContent();
        return content == null || content.isEmpty()
                ? null
                : content.values().iterator().next().getSchema();
    }

    private static Schema<?> body(@Nullable Schema<?> payload, PollTrigger trigger) {
        Schema<?> body = payload == null ? new ObjectSchema() : payload;
        if (trigger.envelope()) {
            body = new ObjectSchema().addProperty("value", body);
        }
        if (trigger.stateInBody()) {
            Schema<?> state = new StringSchema().description("Where the next poll goes on.");
            state.addExtension(Extensions.VISIBILITY, Extensions.value(Visibility.Level.INTERNAL));
            Schema<?> beside = new ObjectSchema().addProperty(TriggerState.NAME, state);
            body = trigger.envelope()
                    ? body.addProperty(TriggerState.NAME, state)
                    : new Schema<>().addAllOfItem(body).addAllOfItem(beside);
        }
        return body;
    }

    private static ApiResponse found(Schema<?> body, boolean batch) {
        return new ApiResponse()
                .description(batch ? "What is new" : "The oldest of what is new")
                .content(new Content().addMediaType("application/json", new MediaType().schema(body)));
    }

    /** The headers stand here alone: on the 200, designers would offer them as outputs. */
    private static ApiResponse nothing() {
        return new ApiResponse()
                .description("Nothing new")
                .addHeaderObject(
                        "Location",
                        new Header().description("Where to poll next").schema(new StringSchema()))
                .addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("How many seconds to wait before that")
                                .schema(new IntegerSchema()));
    }
}
