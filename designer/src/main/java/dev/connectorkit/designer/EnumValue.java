package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One choice of a drop-down list. Immutable.
 *
 * @param value what is sent: a string, number, boolean or null
 * @param displayName what is shown; may be empty
 */
public record EnumValue(JsonNode value, String displayName) {}
