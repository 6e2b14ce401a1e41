package dev.connectorkit.designer;

/**
 * A token in the list that the designer's page offers to later steps: fields of objects and arrays of all levels, and the objects
 * and arrays themselves. Immutable.
 *
 * @param key such as {@code body.$.value.[*].id}; unique within the operation
 * @param title the token's text
 * @param type the Swagger type, or {@code any}
 */
public record DesignerToken(String key, String title, String type) {}
