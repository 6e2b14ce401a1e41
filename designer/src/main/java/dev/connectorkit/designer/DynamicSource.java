package dev.connectorkit.designer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operation that a designer calls for the choices, the tree or the fields of an input. Of the two families of extensions the
 * older is taken where both are written, as the designer does. Immutable.
 *
 * @param kind what is asked for
 * @param operationId the operation that is called; empty if none is named
 * @param itemsPath where in the answer the list is; null for the answer itself
 * @param valuePath where in an item the value is, or in the answer the schema; null if not written
 * @param titlePath where in an item the text to show is; null if not written
 * @param dependsOn the inputs that must be filled in first
 */
public record DynamicSource(
        Kind kind,
        String operationId,
        @Nullable String itemsPath,
        @Nullable String valuePath,
        @Nullable String titlePath,
        List<String> dependsOn) {

    /** The kinds of requests to another operation. */
    public enum Kind {
        /** A list of choices. */
        VALUES,
        /** A tree to pick from, such as folders. */
        TREE,
        /** The fields that the input or output has. */
        SCHEMA
    }

    public DynamicSource {
        dependsOn = List.copyOf(dependsOn);
    }
}
