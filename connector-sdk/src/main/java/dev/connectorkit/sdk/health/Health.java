package dev.connectorkit.sdk.health;

import java.util.Map;

/**
 * The state of a connector.
 *
 * @param liveness whether each part works that only a restart could repair
 * @param readiness whether each part works that requests need
 */
public record Health(Map<String, Boolean> liveness, Map<String, Boolean> readiness) {

    /** Copies the maps. */
    public Health {
        liveness = Map.copyOf(liveness);
        readiness = Map.copyOf(readiness);
    }

    /** Returns whether the process works; if not, it should be restarted. */
    public boolean isLive() {
        return liveness.values().stream().allMatch(up -> up);
    }

    /** Returns whether requests should be routed to this process. */
    public boolean isReady() {
        return isLive() && readiness.values().stream().allMatch(up -> up);
    }
}
