package dev.connectorkit.orchestration;

/**
 * JSON text that is passed on as it is, where an input, an event's payload, an output or a custom status is taken. Blank text
 * stands for nothing; what is not one JSON value is refused with a {@link NotJsonException}.
 *
 * @param text the JSON
 */
public record RawJson(String text) {}
