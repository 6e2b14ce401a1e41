package dev.connectorkit.sdk.mcp;

import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.mcp.McpServer;
import dev.connectorkit.mcp.McpTools;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.Profile;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Serves the actions of a connector as tools of an MCP server. */
public final class McpFeature implements Feature {

    private static final int THREADS = 4; // each only asks for a status, now and then

    private final McpOptions options;
    private final Surroundings surroundings;
    private final McpTools tools;

    /**
     * The connector around the server.
     *
     * @param publicUrl null if links are built from requests
     * @param origins the origins of pages that may call the connector
     */
    public record Surroundings(
            String title,
            String version,
            @Nullable Authentication authentication,
            @Nullable URI publicUrl,
            Set<String> origins,
            Clock clock) {}

    /**
     * Creates the feature.
     *
     * @throws InvalidConnectorException if the tools have problems
     */
    public McpFeature(McpOptions options, ConnectorDocument document, Surroundings surroundings) {
        this.options = options;
        this.surroundings = surroundings;
        try {
            McpTools all = McpTools.of(document.swagger(Profile.DEFAULT, URI.create("http://localhost/")));
            this.tools = options.operations().isEmpty() ? all : all.only(options.operations());
        } catch (IllegalArgumentException e) {
            throw new InvalidConnectorException(List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public boolean configure(FeatureContext application) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "connectorkit-mcp");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
        ApplicationRequests requests = new ApplicationRequests(scheduler, surroundings.clock());
        McpServer server = McpServer.builder(tools, scheduler)
                .name(surroundings.title())
                .version(surroundings.version())
                .instructions(options.instructions())
                .followFor(options.followFor())
                .clock(surroundings.clock())
                .build();
        application
                .register(requests)
                .register(new EndpointModel(options.path(), new McpEndpoint(server, requests)))
                .register(new OriginFilter(options.path(), surroundings.publicUrl(), surroundings.origins()));
        Authentication authentication = surroundings.authentication();
        if (authentication != null) {
            authentication
                    .tokens()
                    .ifPresent(tokens -> application
                            .register(new ProtectedResource(options.path(), surroundings.title(), tokens))
                            .register(new ChallengeFilter(options.path())));
        }
        return true;
    }
}
