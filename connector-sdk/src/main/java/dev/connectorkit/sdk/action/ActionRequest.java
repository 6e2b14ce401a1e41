package dev.connectorkit.sdk.action;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.Principal;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;

/**
 * The request on whose behalf the current thread runs a resource method.
 *
 * @param key the same for every repetition of the request; null if it carries none
 * @param caller the authenticated caller, empty if absent
 */
record ActionRequest(@Nullable String key, String caller) {

    /** Stands for code that runs outside of a resource method. */
    static final ActionRequest NONE = new ActionRequest(null, "");

    private static final String KEY = "Idempotency-Key";
    private static final String TRACKING_ID = "x-ms-client-tracking-id";
    private static final String ACTION_TRACKING_ID = "x-ms-action-tracking-id";
    private static final ThreadLocal<@Nullable ContainerRequestContext> CURRENT = new ThreadLocal<>();

    /** Returns the request of the resource method that this thread runs. */
    static ActionRequest current() {
        ContainerRequestContext request = CURRENT.get();
        return request == null ? NONE : new ActionRequest(key(request), caller(request));
    }

    /** The tracking id alone is that of a whole run, which may call the action twice. */
    private static @Nullable String key(ContainerRequestContext request) {
        String given = request.getHeaderString(KEY);
        if (given != null && !given.isBlank()) {
            return "key\n" + given;
        }
        String tracking = request.getHeaderString(TRACKING_ID);
        if (tracking == null || tracking.isBlank()) {
            return null;
        }
        return "tracking\n" + tracking + "\n" + request.getHeaderString(ACTION_TRACKING_ID);
    }

    private static String caller(ContainerRequestContext request) {
        Principal caller = request.getSecurityContext().getUserPrincipal();
        return caller == null ? "" : caller.getName();
    }

    /** Sets the current request for as long as the thread is inside the resource method. */
    static final class Scope implements ApplicationEventListener, RequestEventListener {

        @Override
        public void onEvent(ApplicationEvent event) {
            // only requests matter
        }

        @Override
        public RequestEventListener onRequest(RequestEvent event) {
            return this;
        }

        @Override
        public void onEvent(RequestEvent event) {
            if (event.getType() == RequestEvent.Type.RESOURCE_METHOD_START) {
                CURRENT.set(event.getContainerRequest());
            } else if (event.getType() == RequestEvent.Type.RESOURCE_METHOD_FINISHED) {
                CURRENT.remove();
            }
        }
    }
}
