package dev.connectorkit.server;

import dev.connectorkit.sdk.ConnectorFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.utils.IdleTimeoutFilter;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/** Grizzly, set up for resource methods that block: the default pool of four threads would stall under four of them. */
final class Listener {

    /** Longer than load balancers keep connections open: who closes first must not be the server. */
    private static final int IDLE_SECONDS = 75;

    /** The bytes that one client may leave unread before its worker waits. */
    private static final int UNREAD_BYTES = 256 * 1024;

    /** Percent-encoding triples a target. */
    private static final int GROWTH = 3;

    private final HttpServer server;
    private final NetworkListener listener;
    private final HttpHandler handler;
    private final RequestGate gate;

    private Listener(HttpServer server, NetworkListener listener, HttpHandler handler, RequestGate gate) {
        this.server = server;
        this.listener = listener;
        this.handler = handler;
        this.gate = gate;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param jersey answers the requests, and is destroyed with the listener
     * @param ssl null for plain HTTP
     * @param threads serve the requests, and are closed with the listener
     * @param limits of what clients send and leave unread
     * @throws UncheckedIOException if the port is not available
     */
    static Listener start(
            String host,
            int port,
            HttpHandler jersey,
            @Nullable SSLEngineConfigurator ssl,
            HandlerThreads threads,
            WireLimits limits) {
        NetworkListener listener = new NetworkListener("connector", host, port);
        listener.getKeepAlive().setMaxRequestsCount(-1);
        listener.getFileCache().setEnabled(false);
        listener.setDefaultErrorPageGenerator(PlainProblem::page);
        listener.registerAddOn(NoUpgrade.addOn());
        RequestGate gate = new RequestGate(limits, ssl != null);
        listener.registerAddOn((same, chain) -> addGate(gate, chain));
        listener.getKeepAlive().setIdleTimeoutInSeconds(IDLE_SECONDS);
        listener.setMaxHttpHeaderSize(limits.headerBytes() * GROWTH + 1024);
        listener.setMaxRequestHeaders(limits.headers() + 2);
        if (ssl != null) {
            listener.setSecure(true);
            listener.setSSLEngineConfig(ssl);
        }
        TCPNIOTransport transport = listener.getTransport();
        transport.setIOStrategy(SameThreadIOStrategy.getInstance());
        transport.setWriteTimeout(limits.unread().toMillis(), TimeUnit.MILLISECONDS);
        transport.getAsyncQueueIO().getWriter().setMaxPendingBytesPerConnection(UNREAD_BYTES);
        transport.getConnectionMonitoringConfig().addProbes(gate.probe());
        HttpServer server = new HttpServer();
        server.addListener(listener);
        server.getServerConfiguration().setPassTraceRequest(true);
        server.getServerConfiguration().setDefaultQueryEncoding(StandardCharsets.UTF_8);
        HttpHandler handler = new GuardedHandler(jersey, threads);
        // At the root, whatever the base path is: Grizzly would map by a decoded path, which Jersey does not see.
        server.getServerConfiguration()
                .addHttpHandler(
                        handler,
                        HttpHandlerRegistration.builder().urlPattern("/").build());
        try {
            server.start();
        } catch (IOException e) {
            server.shutdownNow();
            gate.close();
            handler.destroy();
            String reason = e instanceof BindException ? "it is in use, or not this machine's" : e.getMessage();
            throw new UncheckedIOException("Cannot listen on " + host + ":" + port + ": " + reason, e);
        }
        return new Listener(server, listener, handler, gate);
    }

    /** Returns the handler of an application. */
    static HttpHandler jersey(ResourceConfig application) {
        LibraryLogs.toSlf4j();
        return ResourceInstances.accept(application, () -> {
            try {
                return ContainerFactory.createContainer(GrizzlyHttpContainer.class, application);
            } catch (RuntimeException e) {
                throw ConnectorFeature.startFailure(e);
            }
        });
    }

    /** Returns the port that was bound. */
    int port() {
        return listener.getPort();
    }

    /** Takes no new requests and waits for those in progress; for none, if the grace is zero. */
    void stop(Duration grace) {
        try {
            if (!grace.isZero()) { // which Grizzly would take for one without end
                server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS).get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // What did not end in time is ended now.
        }
        try {
            server.shutdownNow();
        } finally {
            // A graceful shutdown of Grizzly leaves the handler as it is: Jersey's components would never hear of the
            // end.
            handler.destroy();
            gate.close();
        }
    }

    /** Before Grizzly's own parser, and behind the filter for idle connections: that has to see what arrives in pieces. */
    private static void addGate(RequestGate gate, FilterChainBuilder chain) {
        int idle = chain.indexOfType(IdleTimeoutFilter.class);
        Filter idleFilter = chain.get(idle);
        chain.remove(idle);
        int parser = chain.indexOfType(HttpServerFilter.class);
        chain.add(parser, gate);
        chain.add(parser, idleFilter);
    }
}
