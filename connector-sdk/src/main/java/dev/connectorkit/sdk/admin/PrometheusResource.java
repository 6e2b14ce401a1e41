package dev.connectorkit.sdk.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Serves the meters to Prometheus. Needs {@code micrometer-registry-prometheus}, which is optional, to be loaded.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
@Path("metrics")
public final class PrometheusResource {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    private PrometheusResource(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns a resource for a Prometheus registry, or for the first one in a composite; empty for other registries. */
    static Optional<PrometheusResource> of(MeterRegistry registry) {
        return all(registry)
                .filter(PrometheusMeterRegistry.class::isInstance)
                .map(PrometheusMeterRegistry.class::cast)
                .findFirst()
                .map(PrometheusResource::new);
    }

    private static Stream<MeterRegistry> all(MeterRegistry registry) {
        return registry instanceof CompositeMeterRegistry composite
                ? composite.getRegistries().stream().flatMap(PrometheusResource::all)
                : Stream.of(registry);
    }

    /** Returns the meters in the text-based format. */
    @GET
    @Produces(TEXT)
    public String scrape() {
        return registry.scrape();
    }
}
