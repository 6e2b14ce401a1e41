package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A run that a trigger started. Immutable, provided that nobody changes the body.
 *
 * @param at the time of its start, by the engine's clock
 * @param body the trigger's output: the whole body, or one item where the designer splits it; a missing node if there was no body
 * @param cause the poll or the callback that started it
 */
public record Run(Instant at, JsonNode body, Exchange cause) {}
