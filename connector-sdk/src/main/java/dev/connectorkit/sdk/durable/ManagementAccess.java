package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.BodyLimitFilter;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through that carries the system key or, on the routes of an instance, the code of that instance. It runs after
 * matching and reads the path parameter that the method will get, so the instance checked is the instance reached.
 */
@ManagementApi
@Priority(Priorities.AUTHENTICATION)
final class ManagementAccess implements ContainerRequestFilter {

    private static final String HEADER = "x-functions-key";

    private final LinkKeys keys;
    private final String taskHub;
    private final BodyLimitFilter limit;

    @Context
    @SuppressWarnings("NullAway.Init") // Jersey's to fill
    private ResourceInfo resource;

    /** Creates the filter with the keys that open the API. */
    public ManagementAccess(LinkKeys keys, ApiSettings settings) {
        this.keys = keys;
        this.taskHub = settings.taskHub();
        this.limit = new BodyLimitFilter(settings.maxBodyBytes());
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        String code = query.getFirst("code");
        if (!isOpenedBy(code == null ? request.getHeaderString(HEADER) : code, request)) {
            throw new ProblemException(
                    401,
                    "The parameter code, or the header " + HEADER + ", must be the system key or, for one instance, the"
                            + " code in the links that were handed out for it.");
        }
        String hub = query.getFirst("taskHub");
        if (hub != null && !hub.equalsIgnoreCase(taskHub)) {
            throw new ProblemException(404, "There is no task hub " + hub + " here.");
        }
        limit.filter(request);
    }

    private boolean isOpenedBy(@Nullable String code, ContainerRequestContext request) {
        if (code == null) {
            return false;
        }
        boolean ofInstance = resource.getResourceClass() == InstanceResource.class;
        String id = ofInstance ? request.getUriInfo().getPathParameters().getFirst(InstanceResource.ID) : null;
        boolean all = keys.openAll(code);
        boolean one = keys.open(code, id); // always compared, so that the time reveals nothing
        return all || one;
    }
}
