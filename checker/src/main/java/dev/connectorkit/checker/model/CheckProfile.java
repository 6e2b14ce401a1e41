package dev.connectorkit.checker.model;

/** The audience that a document is checked for. */
public enum CheckProfile {
    /** The document is imported as a custom connector and used in a designer. */
    DESIGNER,
    /** The document is published: everything of {@link #DESIGNER}, and what Microsoft's certification asks for. */
    CERTIFICATION
}
