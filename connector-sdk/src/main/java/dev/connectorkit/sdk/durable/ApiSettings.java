package dev.connectorkit.sdk.durable;

/**
 * The settings of the management API.
 *
 * @param taskHub the only one that requests may name
 * @param connection the connection name in links; requests may name any
 * @param statusOfFailedInstance the HTTP status for a failed or terminated instance, 400 or 200
 * @param systemKeyInLinks whether links carry the system key instead of the code of their instance
 * @param maxBodyBytes the largest input or event
 */
record ApiSettings(
        String taskHub, String connection, int statusOfFailedInstance, boolean systemKeyInLinks, long maxBodyBytes) {}
