package dev.connectorkit.sdk.health;

import dev.connectorkit.http.auth.WithoutCredentials;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Reports liveness and readiness to load balancers and supervisors: 200, or 503 with the parts that are down. */
@Path("/health")
@Hidden
@WithoutCredentials
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {

    private final HealthMonitor monitor;

    HealthResource(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    /** Reports readiness. */
    @GET
    public Response health() {
        return ready();
    }

    /** Reports whether requests should be routed here. */
    @GET
    @Path("ready")
    public Response ready() {
        return answer(HealthAnswer.ready(monitor.health()));
    }

    /** Reports whether the process works; if not, it should be restarted. */
    @GET
    @Path("live")
    public Response live() {
        return answer(HealthAnswer.live(monitor.liveness()));
    }

    private static Response answer(HealthAnswer answer) {
        return Response.status(answer.status()).entity(answer.body()).build();
    }
}
