package dev.connectorkit.swagger;

import java.util.List;

/**
 * The resource classes cannot work as a connector, or cannot be described without loss. Thrown before anything is
 * served; each problem names class, method and parameter and says what to change.
 */
public final class InvalidConnectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems what is wrong, one sentence each, at least one */
    public InvalidConnectorException(List<String> problems) {
        super("The connector cannot start:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
