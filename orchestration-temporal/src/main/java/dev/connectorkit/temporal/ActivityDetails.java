package dev.connectorkit.temporal;

/**
 * The second argument of an activity.
 *
 * @param taskKey identifies the call, over attempts and resets
 * @param timeoutMillis the longest time of one attempt, 0 for no limit
 * @param heartbeatMillis the longest time between two heartbeats of the code, 0 for no limit
 */
record ActivityDetails(String taskKey, long timeoutMillis, long heartbeatMillis) {}
