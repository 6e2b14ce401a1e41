package dev.connectorkit.sdk.durable;

/** How many instances were removed. */
record Purged(int instancesDeleted) {}
