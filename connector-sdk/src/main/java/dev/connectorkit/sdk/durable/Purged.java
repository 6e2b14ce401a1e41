package dev.connectorkit.sdk.durable;

/** The number of removed instances. */
record Purged(int instancesDeleted) {}
