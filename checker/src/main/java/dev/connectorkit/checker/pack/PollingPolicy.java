package dev.connectorkit.checker.pack;

import java.util.Map;

/** The parameters of the platform's policy for polling a plain list. */
record PollingPolicy(String dataPath, Map<String, String> query) {}
