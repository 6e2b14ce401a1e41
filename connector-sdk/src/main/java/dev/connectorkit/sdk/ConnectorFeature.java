package dev.connectorkit.sdk;

import dev.connectorkit.http.BodyProperties;
import dev.connectorkit.http.HttpFeature;
import dev.connectorkit.http.ProblemMapper;
import dev.connectorkit.http.auth.AuthenticationFeature;
import dev.connectorkit.sdk.action.ActionService;
import dev.connectorkit.sdk.document.DocumentResource;
import dev.connectorkit.sdk.durable.OrchestrationExceptionMapper;
import dev.connectorkit.sdk.durable.OrchestrationService;
import dev.connectorkit.sdk.file.FileFeature;
import dev.connectorkit.sdk.health.HealthResource;
import dev.connectorkit.sdk.mcp.McpFeature;
import dev.connectorkit.sdk.metrics.RequestMeter;
import dev.connectorkit.sdk.poll.PollFeature;
import dev.connectorkit.sdk.webhook.WebhookFeature;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.InjectionManagerProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JAX-RS side of a connector, for any Jersey application: polling, webhook and push triggers, asynchronous actions,
 * orchestrations, authentication, problem documents, JSON, limits, documents and health.
 *
 * <p>The resources are those of the application. They are validated and described when the application starts; resources that
 * cannot work fail the start. Then the runtime is started, unless it runs already.
 *
 * <p>Register one instance in one application.
 */
public final class ConnectorFeature implements Feature {

    private final ConnectorRuntime runtime;
    private volatile @Nullable ConnectorDocument document;

    /** Creates a feature over a runtime, which the caller closes. */
    public ConnectorFeature(ConnectorRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Returns the exception to throw for one that a container threw when it created an application: an
     * {@link InvalidConnectorException} that names class, place and advice if a component has a dependency that nothing provides,
     * and otherwise the exception itself.
     */
    public static RuntimeException startFailure(RuntimeException thrown) {
        return InjectionCheck.startFailure(thrown);
    }

    /**
     * Returns the description of the application's resources.
     *
     * @throws IllegalStateException if the application has not been started
     */
    public ConnectorDocument document() {
        ConnectorDocument described = document;
        if (described == null) {
            throw new IllegalStateException("The application of this feature has not been started");
        }
        return described;
    }

    /**
     * Validates the resources, starts the runtime and adds the connector's components to the application.
     *
     * @throws InvalidConnectorException if the resources cannot work; all problems at once
     */
    @Override
    public boolean configure(FeatureContext application) {
        Settings settings = runtime.settings();
        PollFeature polling =
                new PollFeature(runtime.keys().state(), settings.mapper, settings.clock, runtime.meters());
        runtime.prepare();
        ConnectorDocument described = new ResourceValidation(settings).check(application.getConfiguration());
        document = described;
        McpFeature mcp = mcp(settings, described);
        application.register(new InjectionCheck(InjectionManagerProvider.getInjectionManager(application)));
        Services services = runtime.start().services();
        ProblemMapper problems = new ProblemMapper(settings.mapper);
        FileFeature files = new FileFeature(settings.clock, settings.maxRequestBytes);
        runtime.onClose(files::close);
        application
                .register(new HttpFeature(settings.http(), problems))
                .register(new RequestMeter(runtime.meters()))
                .register(new OrchestrationExceptionMapper(problems))
                .register(polling)
                .register(files)
                .register(new Injection(settings))
                .register(new HealthResource(runtime.monitor()));
        if (settings.documents) {
            application.register(new DocumentResource(
                    described, settings.mapper, settings.mcp == null ? null : "/" + settings.mcp.path()));
        }
        if (settings.authentication != null) {
            application.register(new AuthenticationFeature(
                    settings.authentication, settings.clock, !settings.credentialsToUnsubscribe));
        }
        if (services.callbacks() != null) {
            application.register(
                    new WebhookFeature(services.callbacks(), new BodyProperties(settings.mapper), problems));
        }
        OrchestrationService orchestrations = services.orchestrations();
        if (settings.orchestrations != null && orchestrations != null) {
            application.register(orchestrations.feature(runtime.keys().system()));
        }
        ActionService actions = services.actions();
        if (actions != null) {
            application.register(actions);
        }
        if (mcp != null) {
            application.register(mcp);
        }
        return true;
    }

    private static @Nullable McpFeature mcp(Settings settings, ConnectorDocument document) {
        return settings.mcp == null
                ? null
                : new McpFeature(
                        settings.mcp,
                        document,
                        new McpFeature.Surroundings(
                                settings.description.title(),
                                settings.description.version(),
                                settings.authentication,
                                settings.publicUrl,
                                settings.corsOrigins,
                                settings.clock));
    }
}
