package dev.connectorkit.server;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.sdk.action.ActionEngine;
import dev.connectorkit.sdk.durable.OrchestrationHost;
import dev.connectorkit.storage.Database;
import dev.connectorkit.swagger.ConnectorDocument;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running connector: Grizzly and Jersey over the author's resources, {@code /swagger.json}, {@code /openapi.json},
 * {@code /health}, and Swagger UI at the root.
 *
 * <pre>{@code
 * ConnectorServer server = ConnectorServer.start(8080, new FileConnector(root));
 * }</pre>
 *
 * <p>It keeps the JVM alive until it is {@linkplain #close() closed}, also after {@code main} has returned. SIGTERM and
 * {@link System#exit} close it before the JVM ends.
 *
 * <p>Thread-safe.
 */
public final class ConnectorServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorServer.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Listener listener;
    private final @Nullable Listener admin;
    private final URI url;
    private final ConnectorDocument document;
    private final Background background;
    private final ServerLifetime lifetime = new ServerLifetime(this::close);

    ConnectorServer(
            Listener listener, @Nullable Listener admin, URI url, ConnectorDocument document, Background background) {
        this.listener = listener;
        this.admin = admin;
        this.url = url;
        this.document = document;
        this.background = background;
    }

    /**
     * Serves these connectors with all defaults; see {@link ConnectorServerBuilder#start()}.
     *
     * @param port 0 for any free one
     * @param connectors resources, as instances
     */
    public static ConnectorServer start(int port, Object... connectors) {
        ConnectorServerBuilder builder = builder().port(port);
        for (Object connector : connectors) {
            builder.register(connector);
        }
        return builder.start();
    }

    /** A server to set up and {@linkplain ConnectorServerBuilder#start() start}. */
    public static ConnectorServerBuilder builder() {
        return new ConnectorServerBuilder();
    }

    /** The URL of the connector, with a slash at its end: the public one where one was given, else this machine's. */
    public URI url() {
        return url;
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** The port of the operator's API; 0 if it is off. */
    public int adminPort() {
        return admin == null ? 0 : admin.port();
    }

    /** What the connector says of itself. */
    public ConnectorDocument document() {
        return document;
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        lifetime.awaitEnd();
    }

    /**
     * Starts and steers orchestrations, from anywhere in this process.
     *
     * @throws IllegalStateException if the server was given none
     */
    public OrchestrationClient orchestrations() {
        OrchestrationHost host = background.orchestrations();
        if (host == null) {
            throw new IllegalStateException(
                    "This server runs no orchestrations; give it some with ConnectorServerBuilder.orchestrations");
        }
        return host.client();
    }

    /** Keeps the JVM alive from now on, and closes when it is asked to end. */
    ConnectorServer begin() {
        lifetime.begin();
        return this;
    }

    /**
     * Stops: takes no new requests, then gives requests and deliveries in progress ten seconds each to end. All parts are closed,
     * the last one started first; one that fails is logged and does not keep the others open. Closing again does nothing.
     */
    @Override
    public synchronized void close() {
        if (lifetime.hasEnded()) {
            return;
        }
        LOG.info("{} takes no new requests and ends those in progress", url);
        try {
            Closing.close("waiting requests", background::release);
            Closing.close("listener", () -> listener.stop(GRACE));
            Closing.close("listener of the operator's API", admin == null ? null : () -> admin.stop(GRACE));
            background.close();
        } finally {
            lifetime.end();
        }
        LOG.info("{} is closed", url);
    }

    /** What runs behind the requests, each null where there is none. */
    record Background(
            @Nullable ActionEngine actions,
            @Nullable OrchestrationHost orchestrations,
            @Nullable CallbackService callbacks,
            @Nullable Database database) {

        /** Lets go the requests that wait for an orchestration. */
        void release() {
            if (orchestrations != null) {
                orchestrations.release();
            }
        }

        /** Actions and orchestrations first, they may publish events; then deliveries: what has ended must still be written down. */
        void close() {
            Closing.close("actions", actions);
            Closing.close("orchestrations", orchestrations);
            Closing.close("deliveries", callbacks == null ? null : () -> callbacks.close(GRACE));
            Closing.close("database", database);
        }
    }
}
