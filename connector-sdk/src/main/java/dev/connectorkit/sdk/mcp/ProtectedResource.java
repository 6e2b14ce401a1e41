package dev.connectorkit.sdk.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.http.auth.TokenAccess;
import dev.connectorkit.http.auth.WithoutCredentials;
import dev.connectorkit.http.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/**
 * Serves the metadata by which clients find who issues tokens for the endpoint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">OAuth 2.0 Protected Resource Metadata</a>
 */
@Path(ProtectedResource.PATH)
@Hidden
@WithoutCredentials
public final class ProtectedResource {

    static final String PATH = ".well-known/oauth-protected-resource";

    private final String path;
    private final String name;
    private final TokenAccess tokens;

    /** Creates the resource for the endpoint at this path. */
    ProtectedResource(String path, String name, TokenAccess tokens) {
        this.path = path;
        this.name = name;
        this.tokens = tokens;
    }

    /** Returns the metadata of the only protected resource. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String metadata(@Context UriInfo uri) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("resource", uri.getBaseUri() + path);
        metadata.put("resource_name", name);
        tokens.issuers().forEach(metadata.putArray("authorization_servers")::add);
        metadata.putArray("bearer_methods_supported").add("header");
        if (!tokens.scopes().isEmpty()) {
            tokens.scopes().forEach(metadata.putArray("scopes_supported")::add);
        }
        return metadata.toString();
    }

    /** Returns the metadata where clients look that insert the well-known path before that of the endpoint. */
    @GET
    @Path("{endpoint: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    public String metadata(@PathParam("endpoint") String endpoint, @Context UriInfo uri) {
        if (!endpoint.equals(path)) {
            throw new ProblemException(404, "There is no protected resource /" + endpoint + ".");
        }
        return metadata(uri);
    }
}
