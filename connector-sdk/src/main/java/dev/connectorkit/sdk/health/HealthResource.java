package dev.connectorkit.sdk.health;

import dev.connectorkit.http.auth.WithoutCredentials;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports liveness and readiness to load balancers and supervisors: 200, or 503 with the parts that are down. */
@Path("/health")
@Hidden
@WithoutCredentials
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {

    private final HealthMonitor monitor;

    /** Creates the resource; {@code monitor} observes the runtime. */
    public HealthResource(HealthMonitor monitor) {
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
        Health health = monitor.health();
        Map<String, Boolean> parts = new TreeMap<>(health.liveness());
        parts.putAll(health.readiness());
        return answer(health.isReady(), parts);
    }

    /** Reports whether the process works; if not, it should be restarted. */
    @GET
    @Path("live")
    public Response live() {
        Health health = monitor.liveness();
        return answer(health.isLive(), new TreeMap<>(health.liveness()));
    }

    /** The names of parts are our own: no character of them needs escaping. */
    private static Response answer(boolean up, Map<String, Boolean> parts) {
        String listed = parts.entrySet().stream()
                .map(part -> "\"" + part.getKey() + "\":\"" + word(part.getValue()) + "\"")
                .collect(Collectors.joining(","));
        String body = "{\"status\":\"" + word(up) + "\"" + (parts.isEmpty() ? "" : ",\"parts\":{" + listed + "}") + "}";
        return Response.status(up ? 200 : 503).entity(body).build();
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
