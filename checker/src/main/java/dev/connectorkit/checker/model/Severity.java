package dev.connectorkit.checker.model;

import java.util.Locale;

/** The severity of a {@link Finding}, the worst first. */
public enum Severity {
    /** The document is refused, or part of the connector does not work. */
    ERROR,
    /** It works, and worse than it could, or certification will ask. */
    WARNING,
    /** Good to know. */
    INFO;

    /** Returns the name in reports: {@code error}, {@code warning} or {@code info}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
