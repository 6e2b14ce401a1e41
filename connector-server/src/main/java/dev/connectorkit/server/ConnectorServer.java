package dev.connectorkit.server;

import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.sdk.ConnectorFeature;
import dev.connectorkit.sdk.ConnectorOptions;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.sdk.health.Health;
import dev.connectorkit.sdk.keys.KeyFile;
import dev.connectorkit.swagger.ConnectorDocument;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running connector: Grizzly and Jersey around the author's resources and a {@link ConnectorFeature}, with a page at the root that shows the
 * connector as a designer does.
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

    private final ConnectorRuntime runtime;
    private final ConnectorFeature feature;
    private final Listener listener;
    private final @Nullable Listener admin;
    private final URI url;
    private final ServerLifetime lifetime = new ServerLifetime(this::close);

    private ConnectorServer(
            ConnectorRuntime runtime, ConnectorFeature feature, Listener listener, @Nullable Listener admin, URI url) {
        this.runtime = runtime;
        this.feature = feature;
        this.listener = listener;
        this.admin = admin;
        this.url = url;
    }

    /**
     * Serves these connectors with all defaults; see {@link Builder#start()}.
     *
     * @param port 0 for any free one
     * @param connectors resources, as instances
     */
    public static ConnectorServer start(int port, Object... connectors) {
        Builder builder = builder().port(port);
        for (Object connector : connectors) {
            builder.register(connector);
        }
        return builder.start();
    }

    /** Returns a builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the URL of the connector, with a slash at its end: the public one if it was set, else this machine's. */
    public URI url() {
        return url;
    }

    /** Returns the port of the connector. */
    public int port() {
        return listener.port();
    }

    /** Returns the port of the operator's API; 0 if it is off. */
    public int adminPort() {
        return admin == null ? 0 : admin.port();
    }

    /** Returns the description of the connector. */
    public ConnectorDocument document() {
        return feature.document();
    }

    /** Returns the state of the connector and its parts. */
    public Health health() {
        return runtime.health();
    }

    /** Waits until the server is closed. */
    public void awaitClosed() throws InterruptedException {
        lifetime.awaitEnd();
    }

    /**
     * Returns the client of the connector's orchestrations, usable from anywhere in this process.
     *
     * @throws IllegalStateException if the connector has no orchestrations
     */
    public OrchestrationClient orchestrations() {
        return runtime.orchestrations();
    }

    /**
     * Returns the operator's view of subscriptions, deliveries and dead letters, usable from anywhere in this process; empty if the
     * connector has no callbacks.
     */
    public Optional<CallbackAdmin> callbackAdmin() {
        return runtime.callbackAdmin();
    }

    /** Closes the connector: readiness goes down first, then requests and deliveries in progress have ten seconds each to end. Idempotent. */
    @Override
    public synchronized void close() {
        if (lifetime.hasEnded()) {
            return;
        }
        LOG.info("{} accepts no new requests and ends those in progress", url);
        try {
            close("runtime", runtime::drain);
            close("listener", () -> listener.stop(GRACE));
            if (admin != null) {
                close("listener of the operator's API", () -> admin.stop(GRACE));
            }
            runtime.close();
        } finally {
            lifetime.end();
        }
        LOG.info("{} is closed", url);
    }

    private static void close(String part, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException | Error e) {
            LOG.error("The {} could not be closed properly", part, e);
        }
    }

    /** Builds and starts a {@link ConnectorServer}. Not thread-safe; one server per builder. */
    public static final class Builder extends ConnectorOptions<Builder> {

        private final ServerSettings settings = new ServerSettings();

        private Builder() {}

        /** Sets the address to listen on; all addresses of this machine by default. */
        public Builder host(String host) {
            settings.host = host;
            return this;
        }

        /**
         * Sets the port to listen on; 0, the default, stands for any free one.
         *
         * @throws IllegalArgumentException if it is not a port
         */
        public Builder port(int port) {
            settings.port = checked("port", port);
            return this;
        }

        /**
         * Serves HTTPS.
         *
         * @param keyStore a PKCS #12 or JKS file with the certificate and its private key
         * @param password of the store and of the key
         * @throws IllegalArgumentException if the store cannot be opened
         */
        public Builder https(Path keyStore, String password) {
            settings.ssl = Tls.of(keyStore, password);
            return this;
        }

        /**
         * Sets the largest request line and headers together, in bytes; 32 KiB by default. A larger one gets a 431, or a 414 if
         * the request line alone is larger.
         *
         * @throws IllegalArgumentException if it is not from 1 KiB to 1 MiB
         */
        public Builder maxHeaderBytes(int bytes) {
            if (bytes < 1024 || bytes > 1024 * 1024) {
                throw new IllegalArgumentException("maxHeaderBytes must be from 1024 to 1048576, but is " + bytes);
            }
            settings.maxHeaderBytes = bytes;
            return this;
        }

        /**
         * Sets the largest number of headers of a request; 200 by default. More get a 431.
         *
         * @throws IllegalArgumentException if it is not from 10 to 10,000
         */
        public Builder maxHeaders(int headers) {
            if (headers < 10 || headers > 10_000) {
                throw new IllegalArgumentException("maxHeaders must be from 10 to 10000, but is " + headers);
            }
            settings.maxHeaders = headers;
            return this;
        }

        /**
         * Sets the largest number of bytes of answers that all clients together may leave unread, an eighth of the heap by
         * default. Beyond it those with most unread bytes are disconnected. One client alone blocks its worker at 256 KiB, and
         * is disconnected if it reads less than 8 KiB a second.
         *
         * @throws IllegalArgumentException if it is less than 65536
         */
        public Builder maxUnreadBytes(long bytes) {
            if (bytes < 65_536) {
                throw new IllegalArgumentException("maxUnreadBytes must be at least 65536, but is " + bytes);
            }
            settings.maxUnreadBytes = bytes;
            return this;
        }

        /**
         * Sets the number of threads that serve requests; 32 by default. Resource methods that block for long need more. An
         * {@link #executor} takes their place.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public Builder workers(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("workers must be at least 1, but is " + threads);
            }
            settings.workers = threads;
            return this;
        }

        /**
         * Sets the executor that serves requests in place of the {@link #workers}, such as a pool that is measured or an executor of
         * virtual threads. It must not run tasks on the calling thread, which reads the requests of all clients. A request that it
         * rejects gets a 503 with {@code Retry-After}; health requests have threads of their own. It is not shut down with the server.
         */
        public Builder executor(Executor executor) {
            settings.executor = executor;
            return this;
        }

        /**
         * Sets the path under which everything is served, for proxies that pass on their prefix; none by default.
         *
         * @param path such as {@code /connectors/orders}
         * @throws IllegalArgumentException if it does not begin with a slash, or ends with one
         */
        public Builder basePath(String path) {
            if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
                throw new IllegalArgumentException("basePath must be like /connectors/orders, but is '" + path + "'");
            }
            settings.basePath = path;
            return this;
        }

        /** Serves neither the connector's page at the root nor Swagger UI. */
        public Builder withoutUi() {
            settings.ui = false;
            return this;
        }

        /**
         * Serves the operator's API on a port of its own, on this machine's loopback address; off by default.
         *
         * @param port 0 for any free one
         * @param key that its requests must carry, as {@code Authorization: Bearer}; at least 16 characters
         * @throws IllegalArgumentException if the key is shorter
         */
        public Builder admin(int port, String key) {
            if (key.length() < KeyFile.MIN_BYTES) {
                throw new IllegalArgumentException(
                        "The operator's key must have at least " + KeyFile.MIN_BYTES + " characters");
            }
            settings.adminKey = key;
            return admin(port);
        }

        /** Serves the operator's API with the key in {@code admin.key} of the data folder, which is created on the first start. */
        public Builder admin(int port) {
            settings.admin = true;
            settings.adminPort = checked("admin", port);
            return this;
        }

        /** Registers a resource or any other JAX-RS component, as an instance. */
        public Builder register(Object component) {
            settings.components.add(component);
            return this;
        }

        /** Registers a resource or any other JAX-RS component, created by Jersey for each request or once, as its scope says. */
        public Builder register(Class<?> component) {
            settings.components.add(component);
            return this;
        }

        private static int checked(String option, int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("The port of " + option + " must be from 0 to 65535, not " + port);
            }
            return port;
        }

        /**
         * Validates the resources, opens the store and starts to listen, to deliver and to run orchestrations.
         *
         * @throws dev.connectorkit.swagger.InvalidConnectorException if the resources cannot work; all problems at once
         * @throws dev.connectorkit.storage.StorageException if the store cannot be opened
         * @throws java.io.UncheckedIOException if the port is not available
         * @throws IllegalStateException if the operator's API has neither a key nor a data folder
         */
        public ConnectorServer start() {
            String operatorKey = settings.operatorKey(dataDir());
            ConnectorRuntime runtime = createRuntime();
            ConnectorFeature feature = runtime.feature();
            Listener listener = null;
            try {
                listener = settings.listen(feature, maxRequestBytes());
                Listener operator = operatorKey == null
                        ? null
                        : settings.listenForOperator(runtime.operatorFeature(operatorKey), maxRequestBytes());
                URI url = settings.url(listener.port(), publicUrl());
                LOG.info("{} listens on port {}, its URL is {}", name(), listener.port(), url);
                ConnectorServer server = new ConnectorServer(runtime, feature, listener, operator, url);
                server.lifetime.begin();
                return server;
            } catch (RuntimeException | Error e) {
                if (listener != null) {
                    listener.stop(Duration.ZERO);
                }
                runtime.close();
                throw e;
            }
        }
    }
}
