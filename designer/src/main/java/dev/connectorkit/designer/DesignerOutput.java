package dev.connectorkit.designer;

import org.jspecify.annotations.Nullable;

/**
 * A token that later steps can use. Immutable.
 *
 * @param key such as {@code body.$.value.[*].id} or {@code header.$.Location}; unique within the operation
 * @param label the token's text
 * @param type the Swagger type, or {@code any}
 * @param dynamicSource where more fields below this one come from; null if absent
 */
public record DesignerOutput(
        String key, String label, String type, @Nullable DynamicSource dynamicSource) {}
