package dev.connectorkit.sdk.metrics;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;

/**
 * Meters of the pools of connections to the database: their connections by state, the waits for one, and the waits that timed out.
 *
 * @param meters the connector's
 */
public record PoolMeters(MeterGroup meters) implements MetricsTrackerFactory {

    private static final String CONNECTIONS = "database.connections";

    @Override
    public IMetricsTracker create(String pool, PoolStats stats) {
        Tags tags = Tags.of("pool", pool);
        String description =
                "Connections of a pool by their state, the requests that wait for one, and the most allowed";
        meters.gauge(CONNECTIONS, description, tags.and("state", "active"), stats::getActiveConnections);
        meters.gauge(CONNECTIONS, description, tags.and("state", "idle"), stats::getIdleConnections);
        meters.gauge(CONNECTIONS, description, tags.and("state", "waiting"), stats::getPendingThreads);
        meters.gauge(CONNECTIONS, description, tags.and("state", "max"), stats::getMaxConnections);
        return new IMetricsTracker() {
            @Override
            public void recordConnectionAcquiredNanos(long nanos) {
                meters.record("database.acquired", "Waits for a connection", tags, Duration.ofNanos(nanos));
            }

            @Override
            public void recordConnectionUsageMillis(long millis) {
                meters.record("database.used", "Times that connections were in use", tags, Duration.ofMillis(millis));
            }

            @Override
            public void recordConnectionTimeout() {
                meters.count("database.timeouts", "Waits for a connection that timed out", tags);
            }
        };
    }
}
