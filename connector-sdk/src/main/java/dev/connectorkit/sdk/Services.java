package dev.connectorkit.sdk;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.http.ConnectorJson;
import dev.connectorkit.http.RequestTrace;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.ActionService;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.durable.OrchestrationService;
import dev.connectorkit.sdk.metrics.PoolMeters;
import dev.connectorkit.sdk.webhook.BeanValidation;
import dev.connectorkit.storage.Database;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running services of a runtime, each null if the connector does not need it: started in order, closed in reverse. */
final class Services implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRuntime.class);

    private final Settings settings;
    private final Keys keys;
    private final MeterGroup meters;
    private final @Nullable BeanValidation validation;
    private final Deque<Part> parts = new ArrayDeque<>();
    private @Nullable Database database;
    private @Nullable CallbackService callbacks;
    private @Nullable OrchestrationService orchestrations;
    private @Nullable ActionService actions;

    private Services(Settings settings, Keys keys, MeterGroup meters, @Nullable BeanValidation validation) {
        this.settings = settings;
        this.keys = keys;
        this.meters = meters;
        this.validation = validation;
    }

    /**
     * Starts the services; if one fails, those that were started before it are closed.
     *
     * @param validation of filters, if its start has begun
     */
    static Services start(Settings settings, Keys keys, MeterGroup meters, @Nullable BeanValidation validation) {
        Services services = new Services(settings, keys, meters, validation);
        try {
            services.start();
            return services;
        } catch (RuntimeException | Error e) {
            services.close();
            throw e;
        }
    }

    private void start() {
        Database opened = settings.needsDatabase() ? open() : null;
        if (opened != null) {
            parts.push(new Part("database", opened));
            database = opened;
        }
        if (opened != null && settings.needsCallbacks()) {
            callbacks = callbacks(opened);
            LOG.info("Callbacks are kept in {}", opened);
        }
        if (settings.orchestrations != null || !settings.actions.isEmpty()) {
            startOrchestrations(opened);
        }
    }

    private CallbackService callbacks(Database opened) {
        CallbackService.Builder builder = CallbackService.builder()
                .database(opened)
                .keys(keys.current(), keys.previous())
                .callbacks(settings.callbacks.toArray(Callbacks<?, ?>[]::new))
                .oneTimeGroups(settings.actions.stream().map(AsyncAction::name).toList())
                .mapper(settings.mapper)
                .validator((validation == null ? new BeanValidation(settings.mapper) : validation)
                        .ready(settings.callbacks))
                .clock(settings.clock)
                .metrics(settings.metrics)
                .currentTransaction(settings.currentTransaction)
                .traceparent(RequestTrace::current)
                .origin(settings.publicHost());
        String signing = keys.signing();
        if (signing != null) {
            builder.delivery(options -> options.signingKeys(signing));
        }
        settings.delivery.forEach(builder::delivery);
        CallbackService service = builder.start();
        parts.push(new Part("callbacks", service));
        return service;
    }

    /** The actions are wired before anything runs, so that stored instances find them. */
    private void startOrchestrations(@Nullable Database opened) {
        Orchestrations authors = settings.orchestrations == null ? Orchestrations.create() : settings.orchestrations;
        OrchestrationService host = new OrchestrationService(
                authors,
                settings.orchestrationOptions,
                ConnectorJson.payloads(settings.mapper),
                opened,
                settings.clock,
                meters);
        parts.push(new Part("orchestrations", host));
        orchestrations = host;
        if (opened != null && callbacks != null && !settings.actions.isEmpty()) {
            ActionService service = new ActionService(
                    List.copyOf(settings.actions),
                    host.registry(),
                    host.runtimeClient(),
                    opened,
                    callbacks,
                    settings.mapper,
                    settings.clock,
                    settings.operationListeners,
                    meters);
            parts.push(new Part("actions", service));
            actions = service;
        }
        host.start();
        if (actions != null) {
            actions.start();
        }
        LOG.info("Orchestrations are kept in {}", host);
    }

    /** @throws IllegalStateException if the data would outlive the key that they are written with */
    private Database open() {
        Database.Builder builder = Database.builder().clock(settings.clock).poolMetrics(new PoolMeters(meters));
        Database opened =
                (settings.dataSource == null ? builder.url(store()) : builder.dataSource(settings.dataSource)).open();
        if (opened.isPersistent() && settings.needsCallbacks() && keys.isEphemeral()) {
            opened.close();
            throw new IllegalStateException("The callback URLs in " + opened
                    + " would be encrypted with a key that ends with this process, and could not"
                    + " be read after a restart: set a data folder, which keeps a key, or a state key, the same on every node and at"
                    + " every start");
        }
        return opened;
    }

    private String store() {
        if (settings.store != null) {
            return settings.store;
        }
        if (settings.dataDir != null) {
            return "sqlite:" + settings.dataDir.resolve("connector.db");
        }
        LOG.warn("Subscriptions, deliveries and orchestrations are kept in memory and end with this process. Set a data"
                + " folder or a store.");
        return "memory";
    }

    /** Returns the parts whose readiness is not that of the database, each by its name. */
    Map<String, BooleanSupplier> readiness() {
        Map<String, BooleanSupplier> checks = new HashMap<>();
        CallbackService delivering = callbacks;
        if (delivering != null) {
            checks.put("callbacks", () -> delivering.health().ready());
        }
        OrchestrationService running = orchestrations;
        if (running != null) {
            checks.put("orchestrations", () -> running.health().ready());
        }
        return checks;
    }

    @Nullable Database database() {
        return database;
    }

    @Nullable CallbackService callbacks() {
        return callbacks;
    }

    @Nullable OrchestrationService orchestrations() {
        return orchestrations;
    }

    @Nullable ActionService actions() {
        return actions;
    }

    /** Closes the parts in reverse order, each whether or not the others can be closed; none waits for a database that is silent. */
    @Override
    public void close() {
        if (database != null && database.closeIfSilent()) {
            LOG.warn("{} does not answer; what is under way will be repeated after the next start", database);
        }
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.closeable().close();
            } catch (Exception | Error e) {
                LOG.warn("The {} could not be closed properly", part.name(), e);
            }
        }
    }

    private record Part(String name, AutoCloseable closeable) {}
}
