package dev.connectorkit.sdk.admin;

import dev.connectorkit.callbacks.admin.CallbackAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/** Serves the operator's API to callers with the operator's key, in an application of its own. */
public final class OperatorFeature implements Feature {

    private static final String PROMETHEUS = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

    private final @Nullable CallbackAdmin callbacks;
    private final MeterRegistry metrics;
    private final String key;

    /**
     * Creates the feature; requests must carry the key as {@code Authorization: Bearer}.
     *
     * @param callbacks null if the connector has none
     * @param metrics served at {@code /metrics} if it is a registry of Prometheus, or a composite with one
     */
    public OperatorFeature(@Nullable CallbackAdmin callbacks, MeterRegistry metrics, String key) {
        this.callbacks = callbacks;
        this.metrics = metrics;
        this.key = key;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(new AdminKey(key));
        if (callbacks != null) {
            application.register(new CallbackAdminResource(callbacks));
        }
        if (hasPrometheus()) {
            PrometheusResource.of(metrics).ifPresent(application::register);
        }
        return true;
    }

    private static boolean hasPrometheus() {
        try {
            Class.forName(PROMETHEUS, false, OperatorFeature.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
