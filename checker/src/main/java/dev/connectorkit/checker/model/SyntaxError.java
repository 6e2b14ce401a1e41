package dev.connectorkit.checker.model;

/**
 * A place where a file is not the JSON it should be.
 *
 * @param message what is wrong, a sentence
 * @param fix what to do about it, a sentence
 * @param grade the severity; a key that stands twice and says the same is harmless
 */
public record SyntaxError(Location location, String message, String fix, SeverityByProfile grade) {

    SyntaxError(Location location, String message, String fix) {
        this(location, message, fix, SeverityByProfile.ERROR);
    }
}
