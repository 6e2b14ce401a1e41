package dev.connectorkit.sdk.durable;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The number of removed instances. */
record Purged(@JsonProperty("instancesDeleted") int instancesDeleted) {}
