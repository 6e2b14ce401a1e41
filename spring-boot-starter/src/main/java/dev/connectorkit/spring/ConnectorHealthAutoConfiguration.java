package dev.connectorkit.spring;

import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.sdk.health.Health;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the connector's health: {@code connectorLive} in the group {@code liveness}, {@code connectorReady} in the group
 * {@code readiness}.
 */
@AutoConfiguration(
        after = ConnectorAutoConfiguration.class,
        afterName =
                "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, HealthEndpointGroupsPostProcessor.class})
@ConditionalOnBean(ConnectorRuntime.class)
public final class ConnectorHealthAutoConfiguration {

    private static final String LIVE = "connectorLive";
    private static final String READY = "connectorReady";

    /** Creates the configuration. */
    public ConnectorHealthAutoConfiguration() {}

    @Bean(LIVE + "HealthIndicator")
    HealthIndicator connectorLive(ConnectorRuntime runtime) {
        return () -> {
            Health health = runtime.liveness();
            return reported(health.isLive(), health.liveness());
        };
    }

    @Bean(READY + "HealthIndicator")
    HealthIndicator connectorReady(ConnectorRuntime runtime) {
        return () -> {
            Health health = runtime.health();
            return reported(health.isReady(), health.readiness());
        };
    }

    private static org.springframework.boot.health.contributor.Health reported(boolean up, Map<String, Boolean> parts) {
        var health = up
                ? org.springframework.boot.health.contributor.Health.up()
                : org.springframework.boot.health.contributor.Health.down();
        return health.withDetails(new TreeMap<>(parts)).build();
    }

    /** Adds the indicators to the groups of probes, where there are such groups. */
    @Bean
    static HealthEndpointGroupsPostProcessor connectorHealthGroups() {
        return groups -> new ProbeGroups(groups, Map.of("liveness", LIVE, "readiness", READY));
    }
}
