package dev.connectorkit.sdk.mcp;

import dev.connectorkit.mcp.ToolRequest;
import dev.connectorkit.mcp.ToolResponse;
import dev.connectorkit.mcp.ToolTransport;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.spi.Container;
import org.glassfish.jersey.server.spi.ContainerLifecycleListener;
import org.glassfish.jersey.server.spi.RequestScopedInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the application itself, without a network: each goes through all filters, with the headers of the agent's request,
 * so that the same credentials, checks and logs apply as on any other way. Closes the scheduler with the application.
 */
public final class ApplicationRequests implements ContainerLifecycleListener {

    /** Headers that are about the agent's message, and not about the agent. */
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "if-range",
            "keep-alive",
            "origin",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name",
            "mcp-session-id",
            "last-event-id",
            "x-request-id",
            "access-control-request-method");

    private static final String REQUEST_ID = "x-request-id";

    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private volatile @Nullable ApplicationHandler application;

    ApplicationRequests(ScheduledExecutorService scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void onStartup(Container container) {
        application = container.getApplicationHandler();
    }

    @Override
    public void onReload(Container container) {
        application = container.getApplicationHandler();
    }

    @Override
    public void onShutdown(Container container) {
        scheduler.shutdownNow();
    }

    /** Returns a transport for the caller of a request; usable after the request has been answered. */
    ToolTransport of(ContainerRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_MESSAGE.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, List.copyOf(values));
            }
        });
        if (request.getProperty(REQUEST_ID) instanceof String id) {
            headers.put(REQUEST_ID, List.of(id));
        }
        Caller caller = new Caller(
                request.getBaseUri(),
                request.getRequestUri().getRawQuery(),
                headers,
                request.getSecurityContext(),
                request.getRequestScopedInitializer());
        return call -> send(caller, call);
    }

    /**
     * An agent.
     *
     * @param query of the endpoint, which may have a key
     */
    private record Caller(
            URI base,
            @Nullable String query,
            Map<String, List<String>> headers,
            SecurityContext security,
            @Nullable RequestScopedInitializer initializer) {}

    private CompletionStage<ToolResponse> send(Caller caller, ToolRequest call) {
        ApplicationHandler handler =
                Objects.requireNonNull(application, "The container has not reported its start to Jersey");
        String target = caller.base() + call.target();
        if (caller.query() != null) {
            target += (target.indexOf('?') < 0 ? "?" : "&") + caller.query();
        }
        ContainerRequest request = new ContainerRequest(
                caller.base(),
                URI.create(target),
                call.method(),
                caller.security(),
                new MapPropertiesDelegate(),
                handler.getConfiguration());
        Set<String> own = Set.copyOf(call.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
        caller.headers().forEach((name, values) -> {
            if (!own.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        call.headers().forEach(request::header);
        request.header("Accept", "application/json, */*;q=0.5");
        if (call.body().length > 0) {
            request.header("Content-Length", call.body().length);
        }
        request.setEntityStream(new ByteArrayInputStream(call.body()));
        if (caller.initializer() != null) {
            request.setRequestScopedInitializer(caller.initializer());
        }
        ResponseCapture response = new ResponseCapture(caller.base(), scheduler, clock);
        request.setWriter(response);
        handler.handle(request);
        return response.result();
    }
}
