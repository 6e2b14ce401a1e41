package dev.connectorkit.checker;

/** For whom a document is checked. */
public enum CheckProfile {
    /** To be imported as a custom connector and used in a designer. */
    DESIGNER,
    /** To be published: everything of {@link #DESIGNER}, and what Microsoft's certification asks for. */
    CERTIFICATION
}
