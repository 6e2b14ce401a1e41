package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.annotations.Visibility;
import dev.connectorkit.annotations.WebhookTrigger;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes triggers and webhook actions as designers read them. */
final class TriggerOperation {

    private TriggerOperation() {}

    static void poll(Operation operation, Method method, PollTrigger trigger) {
        JavaType payload = Payload.ofOutcome(method.getGenericReturnType()).orElse(null);
        boolean batch = payload != null && Payload.isBatch(payload);
        operation.setSummary(trigger.summary());
        operation.setDescription(description(trigger.description(), trigger.summary()));
        operation.addExtension(Extensions.TRIGGER, batch ? "batch" : "single");
        operation.addExtension(Extensions.TRIGGER_METADATA, new TreeMap<>(Map.of("kind", "query", "mode", "polling")));
        if (!trigger.hint().isEmpty()) {
            operation.addExtension(Extensions.TRIGGER_HINT, trigger.hint());
        }
        Schema<?> body = body(schemaOf(operation.getResponses()), trigger);
        operation.setResponses(
                new ApiResponses().addApiResponse("200", found(body, batch)).addApiResponse("202", nothing()));
    }

    /**
     * A subscribe operation: 201 with the subscription's Location and no body, which would count as an output.
     *
     * @param notification the schema of what is posted to the callback URL; moved to the path later
     */
    static void webhook(Operation operation, Schema<?> notification, String notificationDescription) {
        Map<String, Object> content = new LinkedHashMap<>();
        if (!notificationDescription.isEmpty()) {
            content.put("description", notificationDescription);
        }
        content.put("schema", notification);
        operation.addExtension(Extensions.NOTIFICATION_CONTENT, content);
        operation.setResponses(new ApiResponses()
                .addApiResponse(
                        "201",
                        new ApiResponse()
                                .description("Subscribed")
                                .addHeaderObject(
                                        "Location",
                                        new Header()
                                                .description("The URL to unsubscribe")
                                                .schema(new StringSchema()))));
    }

    static void webhookTrigger(Operation operation, WebhookTrigger trigger) {
        operation.setSummary(trigger.summary());
        operation.setDescription(description(trigger.description(), trigger.summary()));
        operation.addExtension(Extensions.TRIGGER, "single");
        if (!trigger.hint().isEmpty()) {
            operation.addExtension(Extensions.TRIGGER_HINT, trigger.hint());
        }
    }

    static String description(String given, String summary) {
        return given.isEmpty() ? sentence("This operation triggers ", summary) : given;
    }

    /** Made of a summary, "When …"; empty if that is. */
    static String sentence(String begin, String summary) {
        return summary.isEmpty()
                ? ""
                : begin + summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1) + ".";
    }

    /** Returns the schema that swagger-core made of the return type. */
    private static @Nullable Schema<?> schemaOf(@Nullable ApiResponses responses) {
        ApiResponse unnamed = responses == null ? null : responses.get("200");
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
                .description(batch ? "The new items" : "The oldest new item")
                .content(new Content().addMediaType("application/json", new MediaType().schema(body)));
    }

    /** The headers are here alone: on the 200, designers would offer them as outputs. */
    private static ApiResponse nothing() {
        return new ApiResponse()
                .description("Nothing new")
                .addHeaderObject(
                        "Location",
                        new Header().description("Where to poll next").schema(new StringSchema()))
                .addHeaderObject(
                        "Retry-After",
                        new Header().description("Seconds to wait before that").schema(new IntegerSchema()));
    }
}
