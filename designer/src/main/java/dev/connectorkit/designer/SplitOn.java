package dev.connectorkit.designer;

import java.util.List;

/**
 * The list in a batch trigger's answer of which each item starts its own run. Immutable.
 *
 * @param path the properties that lead to the list; empty if the answer is the list
 * @param required whether each of them is required
 */
public record SplitOn(List<String> path, boolean required) {

    /** A name that the designer takes for its own placeholder of an array's item. */
    private static final String ARRAY_ITEM = "key-item-output";

    public SplitOn {
        path = List.copyOf(path);
    }

    /** Returns the expression, tolerant of absent properties: {@code @triggerBody()?['value']}. */
    public String expression() {
        return expression("?", path);
    }

    /** Returns the expression as the designer saves it: without {@code ?} if all properties are required. */
    public String savedExpression() {
        return expression(required ? "" : "?", savedPath());
    }

    /** Returns the properties that are in the saved expression. */
    List<String> savedPath() {
        return path.stream().filter(name -> !name.equals(ARRAY_ITEM)).toList();
    }

    private static String expression(String step, List<String> path) {
        StringBuilder expression = new StringBuilder("@triggerBody()");
        for (String name : path) {
            expression.append(step).append("['").append(name.replace("'", "''")).append("']");
        }
        return expression.toString();
    }
}
