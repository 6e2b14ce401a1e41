package dev.connectorkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/** Grizzly, set up for resource methods that block: the default pool of four threads would stall under four of them. */
final class Listener {

    private static final int BODY_READ_SECONDS = 15;

    private final HttpServer server;
    private final NetworkListener listener;
    private final HttpHandler handler;

    private Listener(HttpServer server, NetworkListener listener, HttpHandler handler) {
        this.server = server;
        this.listener = listener;
        this.handler = handler;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param ssl null for plain HTTP
     * @param threads the number of threads that serve requests
     * @param basePath begins every path; empty for none
     * @throws UncheckedIOException if the port is not available
     */
    static Listener start(
            String host,
            int port,
            ResourceConfig application,
            @Nullable SSLEngineConfigurator ssl,
            int threads,
            String basePath) {
        LibraryLogs.toSlf4j();
        NetworkListener listener = new NetworkListener("connector", host, port);
        ThreadPoolConfig workers = listener.getTransport().getWorkerThreadPoolConfig();
        workers.setPoolName("connector-worker").setCorePoolSize(threads).setMaxPoolSize(threads);
        listener.getKeepAlive().setMaxRequestsCount(-1);
        listener.getFileCache().setEnabled(false);
        listener.setDefaultErrorPageGenerator(PlainProblem::page);
        listener.registerAddOn(NoUpgrade.addOn());
        if (ssl != null) {
            listener.setSecure(true);
            listener.setSSLEngineConfig(ssl);
        }
        listener.getTransport().setReadTimeout(BODY_READ_SECONDS, TimeUnit.SECONDS);
        HttpServer server = new HttpServer();
        server.addListener(listener);
        server.getServerConfiguration().setPassTraceRequest(true);
        server.getServerConfiguration().setDefaultQueryEncoding(StandardCharsets.UTF_8);
        HttpHandler handler = new GuardedHandler(ResourceInstances.accept(
                application, () -> ContainerFactory.createContainer(GrizzlyHttpContainer.class, application)));
        server.getServerConfiguration()
                .addHttpHandler(
                        handler,
                        HttpHandlerRegistration.builder()
                                .contextPath(basePath)
                                .urlPattern(basePath.isEmpty() ? "/" : "/*")
                                .build());
        try {
            server.start();
        } catch (IOException e) {
            server.shutdownNow();
            String reason = e instanceof BindException ? "it is in use, or not this machine's" : e.getMessage();
            throw new UncheckedIOException("Cannot listen on " + host + ":" + port + ": " + reason, e);
        }
        return new Listener(server, listener, handler);
    }

    /** The port that was bound. */
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
        }
    }
}
