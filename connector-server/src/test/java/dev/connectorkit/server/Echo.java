package dev.connectorkit.server;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/** Returns parts of the request. */
@Path("/echo")
@Produces("text/plain")
public class Echo {

    @POST
    @Consumes("text/plain")
    public String body(String body) {
        return "<" + body + ">";
    }

    @GET
    public String query(
            @QueryParam("q") @DefaultValue("") String query, @HeaderParam("X-A") @DefaultValue("") String a) {
        return "<" + query + "|" + a.length() + ">";
    }

    @GET
    @Path("at/{name}")
    public String url(@PathParam("name") String name, @Context UriInfo uri) {
        return "<" + name + " at " + uri.getRequestUri() + ">";
    }
}
