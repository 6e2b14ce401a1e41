package dev.connectorkit.sdk.webhook;

import dev.connectorkit.annotations.CallbackUrl;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PushTrigger;
import dev.connectorkit.annotations.WebhookAction;
import dev.connectorkit.annotations.WebhookTrigger;
import dev.connectorkit.http.BodyProperties;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/** Refuses requests to subscribe that have no body, or {@code null}: JAX-RS would call the author's method without one. */
final class SubscriptionBodyFilter implements ContainerRequestFilter, ReaderInterceptor {

    /** The property with the callback URL in the toolkit's own bodies. */
    static final String FIELD = "callbackUrl";

    private final String callbackUrl;

    private SubscriptionBodyFilter(String callbackUrl) {
        this.callbackUrl = callbackUrl;
    }

    /** Registers the filter for the methods that take the body of a subscription. */
    static void configure(ResourceInfo resource, FeatureContext context, BodyProperties bodies) {
        Method method = resource.getResourceMethod();
        AnnotatedElement annotated = JaxRsAnnotations.of(method);
        boolean subscribes = Stream.of(WebhookTrigger.class, PushTrigger.class, WebhookAction.class)
                .anyMatch(annotated::isAnnotationPresent);
        if (subscribes && takesBody(method)) {
            context.register(new SubscriptionBodyFilter(callbackUrl(method, bodies)));
        }
    }

    /** Returns the property with the callback URL in the body of a method. */
    static String callbackUrl(Method method, BodyProperties bodies) {
        return bodies.annotated(method, CallbackUrl.class).orElse(FIELD);
    }

    private static boolean takesBody(Method method) {
        return JaxRsAnnotations.ofParameters(method).stream()
                .anyMatch(parameter -> Stream.of(parameter.getAnnotations())
                        .noneMatch(annotation ->
                                annotation.annotationType().getName().startsWith("jakarta.ws.rs.")));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.hasEntity()) {
            throw missing();
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw missing();
        }
        return body;
    }

    private ProblemException missing() {
        return new ProblemException(
                400,
                "The body is missing: " + callbackUrl + " is required.",
                new Problem.FieldError(callbackUrl, "is required"));
    }
}
