package dev.connectorkit.sdk.durable;

import dev.connectorkit.orchestration.OrchestrationClient;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.time.Clock;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.server.ContainerRequest;

/** Makes {@link DurableClient} injectable and serves the management API where the options ask for it. */
record OrchestrationFeature(
        OrchestrationClient client,
        CheckStatusResponses responses,
        LinkKeys keys,
        OrchestrationOptions options,
        Clock clock)
        implements Feature {

    @Override
    public boolean configure(FeatureContext application) {
        application.register(new InternalBinder() {
            @Override
            protected void configure() {
                var request = createManagedInstanceProvider(ContainerRequest.class);
                bind(Bindings.service(new DurableClient(client, responses, request, options.isManagementApi()))
                        .to(DurableClient.class));
            }
        });
        if (options.isManagementApi()) {
            application
                    .register(new OlderPathsFilter())
                    .register(new ManagementAccess(keys, options.api()))
                    .register(new OrchestratorsResource(client, responses))
                    .register(new InstancesResource(client, clock))
                    .register(new InstanceResource(client, responses));
        }
        return true;
    }
}
