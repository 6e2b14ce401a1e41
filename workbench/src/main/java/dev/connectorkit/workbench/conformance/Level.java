package dev.connectorkit.workbench.conformance;

/** The strictness of a {@link Conformance}. */
public enum Level {
    /** Checks the document alone, for use in a designer. */
    DESIGNER,
    /** Checks the document, and the connector by the rules of the protocol. */
    PROTOCOL,
    /** Checks likewise, and the document for certification. */
    CERTIFICATION,
    /** Checks likewise, and takes warnings for errors. */
    STRICT
}
