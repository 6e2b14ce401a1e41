package dev.connectorkit.designer;

import org.jspecify.annotations.Nullable;

/**
 * The position of a schema, with the properties that it inherits from the schemas around it.
 *
 * @param name the property's own name, or the fallback of the label
 * @param titles the titles of the objects around it, which precede its own
 * @param summaries their {@code x-ms-summary}, used where there are no titles
 * @param required null where the parameter does not say, in which case the property's own word counts
 */
record SchemaPosition(
        String key,
        String name,
        String titles,
        String summaries,
        String visibility,
        String permission,
        @Nullable Boolean required,
        boolean inArray,
        int depth) {

    static SchemaPosition start(String key, String name, String visibility, @Nullable Boolean required) {
        return new SchemaPosition(key, name, "", "", visibility, "", required, false, 0);
    }

    SchemaPosition child(ResolvedNode schema, String child, boolean listed) {
        return new SchemaPosition(
                Keys.child(key, child),
                child,
                joined(titles, schema.text("title")),
                joined(summaries, schema.text("x-ms-summary")),
                visibility(schema),
                permission(schema),
                listed && !Boolean.FALSE.equals(required),
                inArray,
                depth + 1);
    }

    /** Returns the array's items; what says its own name needs not the array's before it. */
    SchemaPosition item(ResolvedNode array, ResolvedNode items) {
        return new SchemaPosition(
                key + "." + Keys.ITEM,
                "Item",
                items.truthy("title") ? titles : joined(titles, array.text("title")),
                items.truthy("x-ms-summary") ? summaries : joined(summaries, array.text("x-ms-summary")),
                visibility(array),
                permission,
                required,
                true,
                depth + 1);
    }

    /** Returns the number of characters that it holds. */
    int size() {
        return key.length() + titles.length() + summaries.length();
    }

    String visibility(ResolvedNode schema) {
        String own = schema.text("x-ms-visibility");
        return own.isEmpty() ? visibility : own;
    }

    String permission(ResolvedNode schema) {
        String own = schema.text("x-ms-permission");
        return own.isEmpty() ? permission : own;
    }

    String label(ResolvedNode schema) {
        String own = schema.text("title").isEmpty() ? schema.text("x-ms-summary") : schema.text("title");
        return joined(titles.isEmpty() ? summaries : titles, own.isEmpty() ? name : own);
    }

    private static String joined(String before, String after) {
        return before.isEmpty() || after.isEmpty() ? before + after : before + " " + after;
    }
}
