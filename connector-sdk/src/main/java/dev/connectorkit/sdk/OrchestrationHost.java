package dev.connectorkit.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.sdk.internal.orchestration.Answers;
import dev.connectorkit.sdk.internal.orchestration.ApiSettings;
import dev.connectorkit.sdk.internal.orchestration.InstanceResource;
import dev.connectorkit.sdk.internal.orchestration.InstancesResource;
import dev.connectorkit.sdk.internal.orchestration.LinkKeys;
import dev.connectorkit.sdk.internal.orchestration.ManagementAccess;
import dev.connectorkit.sdk.internal.orchestration.OlderPaths;
import dev.connectorkit.sdk.internal.orchestration.OrchestratorsResource;
import dev.connectorkit.sdk.internal.orchestration.Waits;
import dev.connectorkit.storage.Database;
import java.time.Clock;
import java.util.List;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;

/** A server's orchestrations: the engine, and the API that manages them. */
final class OrchestrationHost implements AutoCloseable {

    /** What documents describe. */
    static final List<Class<?>> RESOURCES =
            List.of(OrchestratorsResource.class, InstancesResource.class, InstanceResource.class);

    private final OrchestrationEngine engine;
    private final Waits waits;

    private OrchestrationHost(OrchestrationEngine engine) {
        this.engine = engine;
        this.waits = new Waits(engine.client());
    }

    /** An engine over these; the author's options may change all but the clock and the JSON. */
    static OrchestrationHost of(
            Orchestrations orchestrations,
            OrchestrationOptions options,
            ObjectMapper json,
            Database database,
            Clock clock) {
        OrchestrationEngine engine = options.applied(
                        OrchestrationEngine.builder(orchestrations, database).objectMapper(json))
                .clock(clock)
                .build();
        return new OrchestrationHost(engine);
    }

    /** Begins to run what is there and what comes. */
    OrchestrationHost start() {
        engine.start();
        return this;
    }

    /** Adds the API to the application. */
    void serve(ApiSettings settings, String systemKey, Clock clock, ResourceConfig application) {
        LinkKeys keys = new LinkKeys(systemKey, settings.taskHub());
        Answers answers = new Answers(keys, settings, waits);
        OrchestrationClient client = engine.baseClient();
        application
                .register(new OlderPaths())
                .register(new ManagementAccess(keys, settings))
                .register(new OrchestratorsResource(client, answers))
                .register(new InstancesResource(client, clock))
                .register(new InstanceResource(client, answers))
                .register(new InternalBinder() {
                    @Override
                    protected void configure() {
                        var request = createManagedInstanceProvider(ContainerRequest.class);
                        bind(Bindings.service(new DurableClient(client, answers, request))
                                .to(DurableClient.class));
                    }
                });
    }

    OrchestrationClient client() {
        return engine.client();
    }

    /** Lets go those who wait. */
    void release() {
        waits.close();
    }

    @Override
    public void close() {
        waits.close();
        engine.close();
    }
}
