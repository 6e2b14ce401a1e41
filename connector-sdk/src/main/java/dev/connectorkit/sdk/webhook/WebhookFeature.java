package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.http.BodyProperties;
import dev.connectorkit.http.ProblemMapper;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;

/** Adds the protocol of webhook and push triggers to an application. */
public final class WebhookFeature implements Feature {

    private final CallbackService callbacks;
    private final BodyProperties bodies;
    private final ProblemMapper problems;

    /** Creates the feature over the service that stores subscriptions. */
    public WebhookFeature(CallbackService callbacks, BodyProperties bodies, ProblemMapper problems) {
        this.callbacks = callbacks;
        this.bodies = bodies;
        this.problems = problems;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                .register(new SubscribedResponseFilter())
                .register((DynamicFeature)
                        (resource, method) -> SubscriptionBodyFilter.configure(resource, method, bodies))
                .register(PushTriggerInterceptor.class)
                .register(new UnsubscribeModel(callbacks))
                .register(new RefusedSubscriptionMapper(bodies, problems));
        return true;
    }
}
