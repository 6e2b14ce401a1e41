package dev.connectorkit.sdk.internal.orchestration;

/** How many instances were removed. */
record Purged(int instancesDeleted) {}
