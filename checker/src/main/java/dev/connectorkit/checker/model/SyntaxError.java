package dev.connectorkit.checker.model;

/**
 * A place where a file is not the JSON it should be.
 *
 * @param message what is wrong, a sentence
 * @param fix what to do about it, a sentence
 */
public record SyntaxError(Location location, String message, String fix) {}
