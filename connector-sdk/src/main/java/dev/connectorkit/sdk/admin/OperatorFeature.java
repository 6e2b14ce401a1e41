package dev.connectorkit.sdk.admin;

import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.sdk.action.OperationAdmin;
import dev.connectorkit.sdk.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the operator's console, and its API to callers with the operator's key, in an application of its own. */
public final class OperatorFeature implements Feature {

    private static final String PROMETHEUS = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

    private final Parts parts;
    private final String key;

    /**
     * The parts of a connector that have an operator.
     *
     * @param callbacks null if the connector has none
     * @param operations null if the connector has no actions
     * @param orchestrations null if the connector has none
     * @param metrics served at {@code /metrics} if it is a registry of Prometheus, or a composite with one
     */
    public record Parts(
            @Nullable CallbackAdmin callbacks,
            @Nullable OperationAdmin operations,
            @Nullable OrchestrationClient orchestrations,
            Supplier<Health> health,
            MeterRegistry metrics,
            Clock clock) {}

    /** Creates the feature; requests must carry the key as {@code Authorization: Bearer}. */
    public OperatorFeature(Parts parts, String key) {
        this.parts = parts;
        this.key = key;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                .register(new AdminKey(key))
                .register(new OperatorLog())
                .register(new ConsoleResource())
                .register(new OverviewResource(parts.health(), parts.metrics(), parts.clock()));
        if (parts.callbacks() != null) {
            application.register(new CallbackAdminResource(parts.callbacks()));
        }
        if (parts.operations() != null) {
            application.register(new OperationAdminResource(parts.operations()));
        }
        if (parts.orchestrations() != null) {
            application.register(new OrchestrationAdminResource(parts.orchestrations()));
        }
        if (hasPrometheus()) {
            PrometheusResource.of(parts.metrics()).ifPresent(application::register);
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
