package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Properties of an operation that its document cannot say, from {@code workbench.yml}. Immutable.
 *
 * @param failing inputs with which the action begins and then fails; empty if absent
 * @param excluding inputs of a webhook trigger that no event matches; empty if absent
 * @param ordered whether a webhook trigger delivers events in their order
 * @param idempotencyKey the header by which repeated requests of an action are recognized; empty if they are not
 */
public record Claims(
        Map<String, JsonNode> failing, Map<String, JsonNode> excluding, boolean ordered, String idempotencyKey) {

    /** No claims. */
    public static final Claims NONE = new Claims(Map.of(), Map.of(), false, "");

    /** Copies the inputs. */
    public Claims {
        failing = Map.copyOf(failing);
        excluding = Map.copyOf(excluding);
    }
}
