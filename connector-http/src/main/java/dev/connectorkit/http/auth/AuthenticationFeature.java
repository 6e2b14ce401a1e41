package dev.connectorkit.http.auth;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.time.Clock;
import java.util.function.Predicate;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates every request before it reaches the author's code. That happens before matching, because sub-resource locators run
 * during it, and so that a stranger does not learn which paths exist. Requests that may be for a handler
 * {@linkplain WithoutCredentials without credentials} are authenticated after matching, unless they are.
 */
public final class AuthenticationFeature implements Feature {

    private static final Logger LOG = LoggerFactory.getLogger(AuthenticationFeature.class);
    private static final String DONE = AuthenticationFeature.class.getName();

    private final Authenticator authenticator;
    private final Predicate<ContainerRequestContext> mayBeOpen;

    /**
     * Creates the feature.
     *
     * @param openDeletes whether subscriptions can be ended without credentials
     */
    public AuthenticationFeature(Authentication authentication, Clock clock, boolean openDeletes) {
        this.authenticator = authentication.authenticator(clock);
        this.mayBeOpen = new BuiltInPaths(openDeletes);
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.register(new BeforeMatching());
        context.register(new AfterMatching());
        return true;
    }

    private void authenticate(ContainerRequestContext request) {
        try {
            CallerPrincipal caller = authenticator.authenticate(request);
            boolean secure = "https".equals(request.getUriInfo().getBaseUri().getScheme());
            request.setSecurityContext(new CallerContext(caller, secure));
            request.setProperty(DONE, true);
        } catch (ClientErrorException e) {
            LOG.debug("Refused: {}", e.getMessage()); // the path, which may hold a secret, is in the log of requests
            throw e;
        }
    }

    /** Everything that is not open for sure. */
    @PreMatching
    @Priority(Priorities.AUTHENTICATION)
    private final class BeforeMatching implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (!mayBeOpen.test(request)) {
                authenticate(request);
            }
        }
    }

    /** Authenticates requests without credentials that matched a resource of the author's after all. */
    @Priority(Priorities.AUTHENTICATION)
    private final class AfterMatching implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getProperty(DONE) == null && !isOpen(request)) {
                authenticate(request);
            }
        }

        private boolean isOpen(ContainerRequestContext request) {
            ResourceMethod matched = ((ExtendedUriInfo) request.getUriInfo()).getMatchedResourceMethod();
            return matched != null
                    && matched.getInvocable()
                            .getHandler()
                            .getHandlerClass()
                            .isAnnotationPresent(WithoutCredentials.class);
        }
    }
}
