package dev.connectorkit.orchestration;

/** The syntax of instance ids, which appear in URL paths. */
final class InstanceIds {

    private static final int LONGEST = 256;

    private InstanceIds() {}

    /**
     * Returns the id.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    static String checked(String id) {
        boolean characters = id.chars().noneMatch(c -> "/\\#?".indexOf(c) >= 0 || Character.isISOControl(c));
        boolean segment = !id.equals(".") && !id.equals(".."); // URL normalisation removes these, even if escaped
        if (!StorableText.isStorable(id)
                || !characters
                || !segment
                || id.isEmpty()
                || id.length() > LONGEST
                || id.startsWith("@")) {
            throw new IllegalArgumentException(
                    "An instance id must not be . or .., must not begin with @, and must have 1 to"
                            + " 256 characters, none of / \\ # ?, control characters or unpaired surrogates");
        }
        return id;
    }
}
