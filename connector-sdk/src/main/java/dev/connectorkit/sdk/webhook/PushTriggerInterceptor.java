package dev.connectorkit.sdk.webhook;

import dev.connectorkit.callbacks.PushInput;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.security.Principal;

/** Sets the sender of every {@link PushInput}, so that no caller can replace the trigger of another by knowing its id. */
final class PushTriggerInterceptor implements ReaderInterceptor {

    private final UriInfo uri;
    private final SecurityContext security;

    /** Both stand for those of the request at hand. */
    @Inject
    public PushTriggerInterceptor(@Context UriInfo uri, @Context SecurityContext security) {
        this.uri = uri;
        this.security = security;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body instanceof PushInput<?> input) {
            return input.sentBy(caller(security), uri.getPath());
        }
        return body;
    }

    static String caller(SecurityContext security) {
        Principal caller = security.getUserPrincipal();
        return caller == null ? "" : caller.getName();
    }
}
