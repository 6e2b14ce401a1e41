package dev.connectorkit.designer;

/** A contribution of a schema: one input, or one token. */
record SchemaProperty(
        String key, String name, String label, String type, boolean required, String visibility, ResolvedNode schema) {

    /** Required ones first, then the important ones; the advanced ones last. */
    static int rank(boolean required, String visibility) {
        if (required) {
            return 0;
        }
        return visibility.equalsIgnoreCase("important") ? 1 : visibility.equalsIgnoreCase("advanced") ? 3 : 2;
    }
}
