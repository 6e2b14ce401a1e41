package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.WorkflowEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes events for conformance tests, drills and replays: by the command that the workbench was started with, or by calling an action
 * of the connector, with <code>{n}</code> in its inputs replaced by a number that differs each time. Thread-safe.
 */
final class Firing {

    private static final AtomicLong NUMBERS = new AtomicLong(System.currentTimeMillis() / 1000);

    private final @Nullable Runnable command;
    private volatile ObjectNode chosen;

    /** @param command null if absent */
    Firing(@Nullable Runnable command) {
        this.command = command;
        this.chosen = Json.object().put("kind", command == null ? "none" : "command");
    }

    /** Returns the choice, and whether there is a command. */
    ObjectNode toJson() {
        return chosen.deepCopy().put("hasCommand", command != null);
    }

    /**
     * Chooses the way.
     *
     * @param choice {@code kind}: none, command, or action with {@code operation} and {@code inputs}
     * @throws IllegalArgumentException if the workbench has no command, or the connector no such action
     */
    void choose(Session session, JsonNode choice) {
        String kind = choice.path("kind").asText();
        String operation = choice.path("operation").asText();
        switch (kind) {
            case "none" -> chosen = Json.object().put("kind", kind);
            case "command" -> {
                if (command == null) {
                    throw new IllegalArgumentException("The workbench was started without --fire");
                }
                chosen = Json.object().put("kind", kind);
            }
            case "action" -> {
                boolean action = session.engine()
                        .designer()
                        .operation(operation)
                        .filter(found -> !found.kind().isTrigger())
                        .isPresent();
                if (!action || !choice.path("inputs").isObject()) {
                    throw new IllegalArgumentException(
                            "An event is made by an action with inputs, a JSON object; the connector has no action '"
                                    + operation + "', or inputs is not an object");
                }
                ObjectNode next = Json.object().put("kind", kind).put("operation", operation);
                next.set("inputs", choice.path("inputs"));
                chosen = next;
            }
            default ->
                throw new IllegalArgumentException("kind must be none, command or action, but is '" + kind + "'");
        }
    }

    /** Returns the action that makes an event, also on another thread than the engine's; empty if none was chosen. */
    Optional<Runnable> with(WorkflowEngine engine) {
        ObjectNode choice = chosen;
        return switch (choice.path("kind").asText()) {
            case "command" -> Optional.ofNullable(command);
            case "action" ->
                engine.designer()
                        .operation(choice.path("operation").asText())
                        .map(operation -> () -> call(engine, operation, choice.path("inputs")));
            default -> Optional.empty();
        };
    }

    private static void call(WorkflowEngine engine, DesignerOperation action, JsonNode inputs) {
        String number = Long.toString(NUMBERS.incrementAndGet());
        Map<String, JsonNode> values = new HashMap<>();
        inputs.properties().forEach(input -> values.put(input.getKey(), numbered(input.getValue(), number)));
        Exchange answered = engine.send(engine.request(action.operationId(), values, null));
        if (answered.status() / 100 != 2) {
            throw new IllegalStateException("The action " + action.operationId()
                    + ", which makes events, was answered with " + answered.status());
        }
    }

    private static JsonNode numbered(JsonNode value, String number) {
        if (value.isTextual()) {
            return Json.object().textNode(value.textValue().replace("{n}", number));
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> copy.set(field.getKey(), numbered(field.getValue(), number)));
            return copy;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode copy = Json.array();
            list.forEach(element -> copy.add(numbered(element, number)));
            return copy;
        }
        return value;
    }
}
