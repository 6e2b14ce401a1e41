package dev.connectorkit.sdk.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.Orchestrations;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The actions of a runtime by name, and the JSON of their inputs and results. Immutable and thread-safe. */
final class ActionCatalog {

    private final Map<String, ActionDefinition<?, ?>> actions = new LinkedHashMap<>();
    private final ObjectMapper json;

    /** @throws IllegalArgumentException if two actions have one name, or an orchestration that does the work is not registered */
    ActionCatalog(List<AsyncAction<?, ?>> handles, Orchestrations orchestrations, ObjectMapper json) {
        this.json = json;
        for (AsyncAction<?, ?> handle : handles) {
            ActionDefinition<?, ?> action = handle.definition();
            if (actions.put(action.name(), action) != null) {
                throw new IllegalArgumentException("There are two actions called '" + action.name() + "'; rename one");
            }
            String orchestration = action.orchestration();
            if (orchestration != null && orchestrations.orchestration(orchestration) == null) {
                throw new IllegalArgumentException(
                        "The action '" + action.name() + "' delegates its work to the orchestration " + orchestration
                                + ", and only " + orchestrations.orchestrationNames() + " are registered");
            }
        }
    }

    Collection<ActionDefinition<?, ?>> all() {
        return actions.values();
    }

    Optional<ActionDefinition<?, ?>> find(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /** @throws NullPointerException if an action was taken out of the code while it has operations */
    ActionDefinition<?, ?> get(String name) {
        return Objects.requireNonNull(
                actions.get(name), () -> "The operations of '" + name + "' are stored, and no action has that name");
    }

    /** Returns the limits of an action; one that is no longer registered starts nothing. */
    ConcurrencyLimits limits(String name) {
        ActionDefinition<?, ?> action = actions.get(name);
        return action == null ? ConcurrencyLimits.NONE : action.limits();
    }

    /** Returns the time operations are kept. Those of an action that is no longer registered are kept for the default time. */
    Duration keepFor(String name) {
        ActionDefinition<?, ?> action = actions.get(name);
        return action == null ? ActionDefinition.KEEP_FOR : action.keepFor();
    }

    /** @throws IllegalArgumentException if the value cannot be written as JSON */
    String write(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a stored input. */
    <I> I input(ActionDefinition<I, ?> action, String text) throws JsonProcessingException {
        return json.readValue(
                text, json.getTypeFactory().constructType(action.inputType().type()));
    }
}
