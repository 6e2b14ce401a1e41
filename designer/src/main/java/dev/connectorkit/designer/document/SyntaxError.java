package dev.connectorkit.designer.document;

/**
 * A place where a file is not the JSON it should be.
 *
 * @param message what is wrong, a sentence
 * @param fix what to do about it, a sentence
 * @param harmless whether a reader takes the file all the same, as with a repeated key with the same value
 */
public record SyntaxError(Location location, String message, String fix, boolean harmless) {

    SyntaxError(Location location, String message, String fix) {
        this(location, message, fix, false);
    }
}
