package dev.connectorkit.checker.pack;

import java.util.Map;

/** What the platform needs to poll a plain list. */
record PollingPolicy(String dataPath, Map<String, String> query) {}
