package dev.connectorkit.orchestration;

/**
 * JSON text that is stored unchanged, accepted wherever a payload is written. Blank text is no payload; anything else that is not
 * one JSON value is refused with {@link NotJsonException}.
 *
 * @param text the JSON
 */
public record RawJson(String text) {}
