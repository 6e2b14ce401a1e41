package dev.connectorkit.sdk.health;

import dev.connectorkit.sdk.auth.WithoutCredentials;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers load balancers. */
@Path("/health")
@Hidden
@WithoutCredentials
public final class HealthResource {

    /** Whether this process serves requests. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String health() {
        return "{\"status\":\"UP\"}";
    }
}
