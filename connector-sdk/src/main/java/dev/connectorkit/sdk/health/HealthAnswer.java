package dev.connectorkit.sdk.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The answer to a question for the health of a connector.
 *
 * @param status 200 or 503
 * @param body JSON
 */
public record HealthAnswer(int status, String body) {

    /** Answers whether requests should be routed to this process. */
    public static HealthAnswer ready(Health health) {
        Map<String, Boolean> parts = new TreeMap<>(health.liveness());
        parts.putAll(health.readiness());
        return of(health.isReady(), parts);
    }

    /** Answers whether the process works. */
    public static HealthAnswer live(Health health) {
        return of(health.isLive(), new TreeMap<>(health.liveness()));
    }

    /** The names of parts are our own: no character of them needs escaping. */
    private static HealthAnswer of(boolean up, Map<String, Boolean> parts) {
        String listed = parts.entrySet().stream()
                .map(part -> "\"" + part.getKey() + "\":\"" + word(part.getValue()) + "\"")
                .collect(Collectors.joining(","));
        String body = "{\"status\":\"" + word(up) + "\"" + (parts.isEmpty() ? "" : ",\"parts\":{" + listed + "}") + "}";
        return new HealthAnswer(up ? 200 : 503, body);
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
