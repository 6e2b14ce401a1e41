package dev.connectorkit.sdk.action;

/**
 * How many operations an action takes, on all nodes together.
 *
 * @param running at once
 * @param waiting for a place
 */
public record Places(int running, int waiting) {

    /** None. */
    static final Places NONE = new Places(0, 0);

    /**
     * Of what an author said.
     *
     * @throws IllegalArgumentException if that would take nothing
     */
    public static Places of(int running, int waiting) {
        if (running < 1 || waiting < 0) {
            throw new IllegalArgumentException("At least one operation must run at once and none or more wait, not "
                    + running + " and " + waiting);
        }
        return new Places(running, waiting);
    }
}
