package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.TriggerState;
import java.util.Locale;

/**
 * The pair of 2015 on a Swagger 2.0 document: {@code x-ms-scheduler-trigger} on triggers, and
 * {@code x-ms-scheduler-recommendation} on the parameter that engines fill themselves.
 *
 * @see <a href="https://learn.microsoft.com/previous-versions/azure/app-service-api/app-service-api-dotnet-triggers">Azure App
 *     Service API app triggers</a>
 */
public final class SchedulerPair {

    private static final String TRIGGER_ID = "triggerId";
    private static final String LAST_STATE = "@coalesce(triggers()?.outputs?.body?['triggerState'], '')";
    private static final String WORKFLOW_NAME = "@workflow().name";

    private SchedulerPair() {}

    /**
     * Adds the pair.
     *
     * @param requireState whether {@code triggerState} becomes required, as engines of 2015 saw it
     */
    public static void addTo(ObjectNode swagger, boolean requireState) {
        for (JsonNode path : swagger.path("paths")) {
            if (path.get("get") instanceof ObjectNode operation) {
                ObjectNode state = parameter(operation, TriggerState.NAME);
                boolean declared = operation.has(Extensions.TRIGGER);
                if (state != null && (declared || isCalledTrigger(operation))) {
                    operation.put(Extensions.SCHEDULER_TRIGGER, "poll");
                    recommend(state, LAST_STATE);
                    state.put("required", requireState || state.path("required").asBoolean());
                }
            }
            if (path.get("put") instanceof ObjectNode operation && isCalledTrigger(operation)) {
                ObjectNode id = parameter(operation, TRIGGER_ID);
                if (id != null) {
                    operation.put(Extensions.SCHEDULER_TRIGGER, "push");
                    recommend(id, WORKFLOW_NAME);
                }
            }
        }
    }

    private static boolean isCalledTrigger(ObjectNode operation) {
        return operation.path("operationId").asText().toLowerCase(Locale.ROOT).contains("trigger");
    }

    private static @org.jspecify.annotations.Nullable ObjectNode parameter(ObjectNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return (ObjectNode) parameter;
            }
        }
        return null;
    }

    private static void recommend(ObjectNode parameter, String expression) {
        parameter.put(Extensions.VISIBILITY, "internal").put(Extensions.SCHEDULER_RECOMMENDATION, expression);
    }
}
