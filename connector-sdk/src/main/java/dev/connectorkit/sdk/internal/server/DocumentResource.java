package dev.connectorkit.sdk.internal.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.sdk.ProblemException;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.Profile;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves the connector's documents from memory; a client that has the current one gets a 304. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Hidden
public final class DocumentResource {

    private static final int KEPT = 32; // documents differ by profile and by the host that the client used

    private record Key(Optional<Profile> profile, URI base) {}

    private record Served(String text, EntityTag tag) {}

    private final ConnectorDocument document;
    private final ObjectMapper json;
    private final Map<Key, Served> served = new LinkedHashMap<>();

    /** @param json writes the documents */
    public DocumentResource(ConnectorDocument document, ObjectMapper json) {
        this.document = document;
        this.json = json;
    }

    /** The Swagger 2.0 document in one of its profiles. */
    @GET
    @Path("swagger.json")
    public Response swagger(
            @QueryParam("profile") @DefaultValue("default") String profile,
            @Context UriInfo uri,
            @Context Request request) {
        Profile chosen = Arrays.stream(Profile.values())
                .filter(candidate -> name(candidate).equals(profile))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("profile", "one of default, designer, legacy"));
        URI base = uri.getBaseUri();
        return answer(request, new Key(Optional.of(chosen), base), () -> document.swagger(chosen, base));
    }

    /** The OpenAPI 3.0 document. */
    @GET
    @Path("openapi.json")
    public Response openApi(@Context UriInfo uri, @Context Request request) {
        URI base = uri.getBaseUri();
        return answer(request, new Key(Optional.empty(), base), () -> document.openApi(base));
    }

    private static String name(Profile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }

    private Response answer(Request request, Key key, Supplier<ObjectNode> tree) {
        Served current = serve(key, tree);
        CacheControl revalidate = new CacheControl();
        revalidate.setNoCache(true);
        Response.ResponseBuilder notModified = request.evaluatePreconditions(current.tag());
        return (notModified == null ? Response.ok(current.text()) : notModified)
                .tag(current.tag())
                .cacheControl(revalidate)
                .build();
    }

    private synchronized Served serve(Key key, Supplier<ObjectNode> tree) {
        Served known = served.get(key);
        if (known == null) {
            known = write(tree.get());
            if (served.size() == KEPT) {
                served.remove(served.keySet().iterator().next());
            }
            served.put(key, known);
        }
        return known;
    }

    private Served write(ObjectNode tree) {
        try {
            String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Served(text, new EntityTag(HexFormat.of().formatHex(digest, 0, 8)));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
