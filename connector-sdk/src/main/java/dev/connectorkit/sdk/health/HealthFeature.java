package dev.connectorkit.sdk.health;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Serves liveness and readiness.
 *
 * @param monitor observes the runtime
 */
public record HealthFeature(HealthMonitor monitor) implements Feature {

    @Override
    public boolean configure(FeatureContext application) {
        application.register(new HealthResource(monitor));
        return true;
    }
}
