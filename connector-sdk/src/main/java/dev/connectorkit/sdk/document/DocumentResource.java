package dev.connectorkit.sdk.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.connectorkit.http.auth.WithoutCredentials;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.mcp.AgentOperation;
import dev.connectorkit.storage.crypto.Sha256;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.Profile;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the connector's documents from memory; a client that has the current one gets a 304. */
@Path("{name: (swagger|openapi)\\.(json|yaml)}")
@Hidden
@WithoutCredentials
public final class DocumentResource {

    private static final YAMLMapper YAML_MAPPER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private static final int KEPT = 32; // documents differ by profile and by the host that the client used
    private static final int TAG_DIGITS = 16;
    private static final String YAML = "application/yaml";

    private static final String AGENTS = "agents";

    private record Key(String profile, URI base, boolean yaml) {}

    private record Served(String text, EntityTag tag) {}

    private final ConnectorDocument document;
    private final ObjectMapper json;
    private final @Nullable String agents;
    private final RecentValues<Key, Served> served = new RecentValues<>(KEPT);

    /**
     * @param json writes the documents
     * @param agents the path of the MCP server, null without one
     */
    public DocumentResource(ConnectorDocument document, ObjectMapper json, @Nullable String agents) {
        this.document = document;
        this.json = json;
        this.agents = agents;
    }

    /** Returns the Swagger 2.0 document in one of its profiles, or the OpenAPI 3.1 document. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, YAML})
    public Response document(
            @PathParam("name") String name,
            @QueryParam("profile") @DefaultValue("default") String profile,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context Request request) {
        URI base = uri.getBaseUri();
        if (name.startsWith("openapi")) {
            return answer(request, new Key("openapi", base, wantsYaml(name, headers)), () -> document.openApi(base));
        }
        Key key = new Key(profile, base, wantsYaml(name, headers));
        String server = agents;
        if (profile.equals(AGENTS) && server != null) {
            return answer(request, key, () -> {
                ObjectNode tree = document.swagger(Profile.DESIGNER, base);
                AgentOperation.addTo(tree, server);
                return tree;
            });
        }
        Profile chosen = Arrays.stream(Profile.values())
                .filter(candidate -> name(candidate).equals(profile))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "profile", "one of default, designer, legacy" + (agents == null ? "" : ", " + AGENTS)));
        return answer(request, key, () -> document.swagger(chosen, base));
    }

    /** By the name, or by the Accept header where that asks for YAML first. */
    private static boolean wantsYaml(String name, HttpHeaders headers) {
        return name.endsWith(".yaml")
                || headers.getAcceptableMediaTypes().get(0).toString().startsWith(YAML);
    }

    private static String name(Profile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }

    private Response answer(Request request, Key key, Supplier<ObjectNode> tree) {
        Served current = served.get(key, () -> write(tree.get(), key.yaml()));
        CacheControl revalidate = new CacheControl();
        revalidate.setNoCache(true);
        Response.ResponseBuilder notModified = request.evaluatePreconditions(current.tag());
        return (notModified == null
                        ? Response.ok(current.text(), key.yaml() ? YAML : MediaType.APPLICATION_JSON)
                        : notModified)
                .tag(current.tag())
                .cacheControl(revalidate)
                .build();
    }

    private Served write(ObjectNode tree, boolean yaml) {
        try {
            String text = yaml
                    ? YAML_MAPPER.writeValueAsString(tree)
                    : json.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
            return new Served(text, new EntityTag(Sha256.hex(text).substring(0, TAG_DIGITS)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
