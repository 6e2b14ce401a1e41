package dev.connectorkit.sdk.mcp;

import dev.connectorkit.mcp.McpRequest;
import dev.connectorkit.mcp.McpServer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.glassfish.jersey.server.ContainerRequest;

/** Answers the POSTs of agents. */
public final class McpEndpoint {

    static final Method POST = method();

    private final McpServer server;
    private final ApplicationRequests requests;

    McpEndpoint(McpServer server, ApplicationRequests requests) {
        this.server = server;
        this.requests = requests;
    }

    private static Method method() {
        try {
            return McpEndpoint.class.getMethod("post", ContainerRequestContext.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands the body to the server; calls go through the application as requests of their own. */
    public CompletionStage<Response> post(@Context ContainerRequestContext context) throws IOException {
        ContainerRequest request = (ContainerRequest) context.getRequest();
        Map<String, String> headers = new LinkedHashMap<>();
        request.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        byte[] body = request.getEntityStream().readAllBytes();
        return server.handle(new McpRequest(headers, body), requests.of(request))
                .thenApply(answer -> {
                    Response.ResponseBuilder response = Response.status(answer.status());
                    return answer.body() == null
                            ? response.build()
                            : response.entity(answer.body().toString().getBytes(StandardCharsets.UTF_8))
                                    .type(MediaType.APPLICATION_JSON_TYPE)
                                    .build();
                });
    }
}
