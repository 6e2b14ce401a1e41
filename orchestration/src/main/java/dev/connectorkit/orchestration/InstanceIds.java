package dev.connectorkit.orchestration;

/** What ids of instances may be: they stand in paths. */
final class InstanceIds {

    private static final int LONGEST = 256;

    private InstanceIds() {}

    /**
     * The id.
     *
     * @throws IllegalArgumentException if it may not be one
     */
    static String checked(String id) {
        boolean characters = id.chars().noneMatch(c -> "/\\#?".indexOf(c) >= 0 || Character.isISOControl(c));
        boolean segment =
                !id.equals(".") && !id.equals(".."); // paths are read without these, also where they are escaped
        if (!characters || !segment || id.isEmpty() || id.length() > LONGEST || id.startsWith("@")) {
            throw new IllegalArgumentException(
                    "An instance id must not be . or .., must not begin with @, and must have 1 to"
                            + " 256 characters, none of / \\ # ? or control characters");
        }
        return id;
    }
}
