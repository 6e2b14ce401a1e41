package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.annotations.TriggerState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of legacy App Service triggers on a Swagger 2.0 document: {@code x-ms-scheduler-trigger} on triggers, and
 * {@code x-ms-scheduler-recommendation} on what engines fill themselves.
 *
 * @see <a href="https://learn.microsoft.com/previous-versions/azure/app-service-api/app-service-api-dotnet-triggers">Azure App
 *     Service API app triggers</a>
 */
public final class LegacyTriggers {

    private static final String TRIGGER_ID = "triggerId";
    private static final String LAST_STATE = "@coalesce(triggers()?.outputs?.body?['triggerState'], '')";
    private static final String WORKFLOW_NAME = "@workflow().name";
    private static final String RUN_URL = "@accessKeys('default').primary.secretRunUri";

    private LegacyTriggers() {}

    /** Adds the extensions to declared triggers, and to operations that the legacy gateway took for triggers by their names. */
    public static void addTo(ObjectNode swagger) {
        for (JsonNode path : swagger.path("paths")) {
            if (path.get("get") instanceof ObjectNode operation) {
                ObjectNode state = parameter(operation, TriggerState.NAME);
                if (state != null && (operation.has(Extensions.TRIGGER) || isCalledTrigger(operation))) {
                    operation.put(Extensions.SCHEDULER_TRIGGER, "poll");
                    recommend(state, LAST_STATE);
                }
            }
            if (path.get("put") instanceof ObjectNode operation) {
                ObjectNode id = parameter(operation, TRIGGER_ID);
                if (id != null && (operation.has(Extensions.SCHEDULER_TRIGGER) || isCalledTrigger(operation))) {
                    operation.put(Extensions.SCHEDULER_TRIGGER, "push");
                    operation.put(Extensions.VISIBILITY, "internal"); // designers of today would show an action
                    recommend(id, WORKFLOW_NAME);
                    recommendCallback(operation);
                }
            }
        }
    }

    /** Makes the state of a poll required, as legacy engines read it. */
    public static void requireStates(ObjectNode swagger) {
        for (JsonNode path : swagger.path("paths")) {
            if (path.get("get") instanceof ObjectNode operation && operation.has(Extensions.SCHEDULER_TRIGGER)) {
                ObjectNode state = parameter(operation, TriggerState.NAME);
                if (state != null) {
                    state.put("required", true);
                }
            }
        }
    }

    /** Takes the pair out, which Microsoft's schema does not know, and the push triggers, which nobody of today calls. */
    public static void removeFrom(ObjectNode swagger) {
        for (JsonNode path : swagger.path("paths")) {
            if (path.path("put").path(Extensions.SCHEDULER_TRIGGER).asText().equals("push")) {
                ((ObjectNode) path).remove("put");
                UnsubscribeOperation.removeFrom((ObjectNode) path);
            }
        }
        swagger.withObjectProperty("paths")
                .properties()
                .removeIf(path -> path.getValue().isEmpty());
        strip(swagger);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(Extensions.SCHEDULER_TRIGGER);
            object.remove(Extensions.SCHEDULER_RECOMMENDATION);
        }
        node.forEach(LegacyTriggers::strip);
    }

    private static boolean isCalledTrigger(ObjectNode operation) {
        return operation.path("operationId").asText().toLowerCase(Locale.ROOT).contains("trigger");
    }

    private static @Nullable ObjectNode parameter(ObjectNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return (ObjectNode) parameter;
            }
        }
        return null;
    }

    /** Replaces the notification URL of a body by the expression that legacy engines fill in. */
    private static void recommendCallback(ObjectNode operation) {
        ObjectNode body = parameter(operation, "body");
        if (body == null) {
            return;
        }
        for (JsonNode property : body.path("schema").path("properties")) {
            if (property instanceof ObjectNode callback && callback.remove(Extensions.NOTIFICATION_URL) != null) {
                recommend(callback, RUN_URL);
            }
        }
    }

    private static void recommend(ObjectNode element, String expression) {
        element.put(Extensions.VISIBILITY, "internal").put(Extensions.SCHEDULER_RECOMMENDATION, expression);
    }
}
