package dev.connectorkit.sdk.admin;

import dev.connectorkit.sdk.health.Health;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reports the health of the parts and the counts and gauges of the connector's meters. */
@Path("overview")
@Produces(MediaType.APPLICATION_JSON)
public final class OverviewResource {

    private final Supplier<Health> health;
    private final MeterRegistry metrics;
    private final Clock clock;

    OverviewResource(Supplier<Health> health, MeterRegistry metrics, Clock clock) {
        this.health = health;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The state of the connector.
     *
     * @param liveness whether each part works that only a restart could repair
     * @param readiness whether each part works that requests need
     * @param meters empty without a meter registry
     */
    record Overview(Instant at, Map<String, Boolean> liveness, Map<String, Boolean> readiness, List<Reading> meters) {}

    /**
     * The value of a meter: of a counter or timer the count, of a gauge its value.
     *
     * @param value null if the meter has none at present
     */
    record Reading(String name, Map<String, String> tags, Double value) {}

    /** Returns the state at present. */
    @GET
    public Overview overview() {
        Health state = health.get();
        List<Reading> readings = metrics.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("connectorkit."))
                .flatMap(meter -> reading(meter).stream())
                .toList();
        return new Overview(clock.instant(), state.liveness(), state.readiness(), readings);
    }

    private static List<Reading> reading(Meter meter) {
        for (Measurement measurement : meter.measure()) {
            Statistic statistic = measurement.getStatistic();
            if (statistic == Statistic.COUNT || statistic == Statistic.VALUE) {
                double value = measurement.getValue();
                Map<String, String> tags = new LinkedHashMap<>();
                for (Tag tag : meter.getId().getTags()) {
                    tags.put(tag.getKey(), tag.getValue());
                }
                return Double.isFinite(value)
                        ? List.of(new Reading(meter.getId().getName(), tags, value))
                        : List.of();
            }
        }
        return List.of();
    }
}
