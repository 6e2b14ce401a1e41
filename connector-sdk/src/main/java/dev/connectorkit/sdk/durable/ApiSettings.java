package dev.connectorkit.sdk.durable;

/**
 * How the management API answers.
 *
 * @param taskHub the only one that requests may name
 * @param connection what links name; requests may name any
 * @param failedIsOk whether the status of a failed or terminated instance is a 200 and not a 400
 * @param systemKeyInLinks whether links carry the system key and not the code of their instance
 * @param maxBodyBytes the largest input or event
 */
public record ApiSettings(
        String taskHub, String connection, boolean failedIsOk, boolean systemKeyInLinks, long maxBodyBytes) {}
