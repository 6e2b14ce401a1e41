package dev.connectorkit.sdk.action;

/**
 * The number of operations an action accepts, on all nodes together.
 *
 * @param maxRunning the most that run at once
 * @param maxQueued the most that wait to run
 */
record ConcurrencyLimits(int maxRunning, int maxQueued) {

    /** Accepts no operations. */
    static final ConcurrencyLimits NONE = new ConcurrencyLimits(0, 0);
}
