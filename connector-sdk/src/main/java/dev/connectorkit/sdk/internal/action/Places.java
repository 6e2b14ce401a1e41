package dev.connectorkit.sdk.internal.action;

/**
 * How many operations an action takes, on all nodes together.
 *
 * @param running at once
 * @param waiting for a place
 */
public record Places(int running, int waiting) {

    /** Refuses what would take nothing. */
    public Places {
        if (running < 1 || waiting < 0) {
            throw new IllegalArgumentException("At least one operation must run at once and none or more wait, not "
                    + running + " and " + waiting);
        }
    }
}
