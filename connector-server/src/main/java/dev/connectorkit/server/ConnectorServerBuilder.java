package dev.connectorkit.server;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.DeliveryOptions;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.auth.Authentication;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.sdk.keys.KeyFile;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link ConnectorServer}. Not thread-safe; one server per builder. */
public final class ConnectorServerBuilder {

    final List<Object> components = new ArrayList<>();
    final Set<String> corsOrigins = new LinkedHashSet<>();
    final List<Callbacks<?, ?>> callbacks = new ArrayList<>();
    final List<AsyncAction<?, ?>> actions = new ArrayList<>();
    ConnectorDescription description = ConnectorDescription.builder().build();
    String host = "0.0.0.0";
    int port;
    long maxRequestBytes = 10L * 1024 * 1024;
    boolean trustForwarded;
    Duration timeLimit = Duration.ofSeconds(100);
    Clock clock = Clock.systemUTC();
    final List<Consumer<DeliveryOptions.Builder>> delivery = new ArrayList<>();
    boolean credentialsToUnsubscribe;
    OrchestrationOptions orchestrationOptions = new OrchestrationOptions();
    MeterRegistry metrics = new CompositeMeterRegistry();

    @Nullable URI publicUrl;

    java.nio.file.@Nullable Path dataDir;
    byte @Nullable [] stateKey;

    @Nullable Authentication authentication;

    @Nullable String store;

    @Nullable Orchestrations orchestrations;

    @Nullable String adminKey;

    int adminPort;

    @Nullable SSLEngineConfigurator ssl;

    ConnectorServerBuilder() {}

    /** Sets the name of the connector in its documents; "Connector" unless set. */
    public ConnectorServerBuilder title(String title) {
        return describe(description -> description.title(title));
    }

    /** Sets one or two sentences about the connector, for its documents. */
    public ConnectorServerBuilder description(String text) {
        return describe(description -> description.description(text));
    }

    /** Sets the version of the connector in its documents; "1.0" unless set. */
    public ConnectorServerBuilder version(String version) {
        return describe(description -> description.version(version));
    }

    /**
     * Sets the description of the connector, the one that build tools read too. The security of {@link #authentication} is added
     * where it has none.
     *
     * @param description if it names resources, then exactly those that are registered; otherwise those that are registered count
     */
    public ConnectorServerBuilder describe(ConnectorDescription description) {
        this.description = description;
        return this;
    }

    /** Changes the description of the connector: contact, metadata, security, filters. */
    public ConnectorServerBuilder describe(Consumer<ConnectorDescription.Builder> change) {
        ConnectorDescription.Builder builder = description.toBuilder();
        change.accept(builder);
        return describe(builder.build());
    }

    /** The address to listen on; all of this machine's unless given. */
    public ConnectorServerBuilder host(String host) {
        this.host = host;
        return this;
    }

    /** The port to listen on; 0, the default, takes any free one. */
    public ConnectorServerBuilder port(int port) {
        this.port = port;
        return this;
    }

    /**
     * The URL under which engines reach this connector, path prefix included. Every link in an answer and in the documents
     * is built from it. Without it, links are built from the host and port that the request names.
     *
     * @throws IllegalArgumentException if it is no absolute http or https URL, or has a query or fragment
     */
    public ConnectorServerBuilder publicUrl(URI publicUrl) {
        boolean http = "http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme());
        if (!http || publicUrl.getHost() == null || publicUrl.getQuery() != null || publicUrl.getFragment() != null) {
            throw new IllegalArgumentException(
                    "The public URL must be like https://example.com/connector, but is " + publicUrl);
        }
        this.publicUrl = publicUrl;
        return this;
    }

    /**
     * Builds links from {@code Forwarded} and {@code X-Forwarded-*}. Only behind a proxy that sets or removes these headers
     * itself: otherwise any client could make the connector hand out links to a host of its choice.
     */
    public ConnectorServerBuilder trustForwardedHeaders() {
        this.trustForwarded = true;
        return this;
    }

    /** The largest body of a request that is read, in bytes; 10 MiB unless given. A larger one gets a 413. */
    public ConnectorServerBuilder maxRequestBytes(long maxRequestBytes) {
        this.maxRequestBytes = maxRequestBytes;
        return this;
    }

    /**
     * The folder in which the connector keeps what must survive a restart: its keys, made on the first start, and its store
     * unless {@link #store} says otherwise.
     *
     * @throws IllegalArgumentException if the key there is damaged
     */
    public ConnectorServerBuilder dataDir(java.nio.file.Path dataDir) {
        this.dataDir = dataDir;
        this.stateKey = KeyFile.STATE.in(dataDir);
        return this;
    }

    /**
     * The key that signs trigger states and seals callback URLs, the same on every node and after every restart.
     *
     * @param key at least 16 random bytes
     */
    public ConnectorServerBuilder stateKey(byte[] key) {
        if (key.length < KeyFile.MIN_BYTES) {
            throw new IllegalArgumentException("The state key must have at least " + KeyFile.MIN_BYTES + " bytes");
        }
        this.stateKey = key.clone();
        return this;
    }

    /** Answers only callers with these credentials, and documents that; health, documents and Swagger UI stay open. */
    public ConnectorServerBuilder authentication(Authentication authentication) {
        this.authentication = authentication;
        return this;
    }

    /** Lets web pages of these origins call the connector, {@code "*"} for all; off unless called. */
    public ConnectorServerBuilder corsOrigins(String... origins) {
        corsOrigins.addAll(List.of(origins));
        return this;
    }

    /**
     * Serves HTTPS.
     *
     * @param keyStore a PKCS #12 or JKS file with the certificate and its private key
     * @param password of the store and of the key
     * @throws IllegalArgumentException if the store cannot be opened
     */
    public ConnectorServerBuilder https(java.nio.file.Path keyStore, String password) {
        this.ssl = Tls.of(keyStore, password);
        return this;
    }

    /**
     * Where subscriptions, deliveries and orchestrations are kept.
     *
     * @param url {@code memory}, {@code sqlite:FILE} or {@code postgres://user:password@host:port/database}; unless given, a SQLite
     *     file in the data folder, or memory where there is none
     */
    public ConnectorServerBuilder store(String url) {
        this.store = url;
        return this;
    }

    /** Delivers these events. */
    public ConnectorServerBuilder callbacks(Callbacks<?, ?>... events) {
        callbacks.addAll(List.of(events));
        return this;
    }

    /** Runs these actions. Their ends are delivered as events are. */
    public ConnectorServerBuilder actions(AsyncAction<?, ?>... asynchronous) {
        actions.addAll(List.of(asynchronous));
        return this;
    }

    /**
     * How long a resource method may take; 100 s unless given. Engines give up after 120 s. A method that takes longer is named in
     * the log, once; one that answers asynchronously is answered for with a 504.
     *
     * @throws IllegalArgumentException if it is not above zero
     */
    public ConnectorServerBuilder timeLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("The time limit must be above zero, but is " + limit);
        }
        this.timeLimit = limit;
        return this;
    }

    /** Changes the options of the delivery of callbacks. */
    public ConnectorServerBuilder delivery(Consumer<DeliveryOptions.Builder> changes) {
        delivery.add(changes);
        return this;
    }

    /**
     * Requires the connector's credentials on unsubscribe. By default the unguessable URL suffices, because engines omit
     * query-string credentials on {@code DELETE}.
     */
    public ConnectorServerBuilder requireCredentialsToUnsubscribe() {
        this.credentialsToUnsubscribe = true;
        return this;
    }

    /** Runs these orchestrations, and serves the API that manages them. */
    public ConnectorServerBuilder orchestrations(Orchestrations orchestrations) {
        return orchestrations(orchestrations, UnaryOperator.identity());
    }

    /** The same, and says how they are run and managed. */
    public ConnectorServerBuilder orchestrations(
            Orchestrations orchestrations, UnaryOperator<OrchestrationOptions> options) {
        this.orchestrations = orchestrations;
        this.orchestrationOptions = options.apply(orchestrationOptions);
        return this;
    }

    /** Where measurements of deliveries go; nowhere, unless given. */
    public ConnectorServerBuilder metrics(MeterRegistry registry) {
        this.metrics = registry;
        return this;
    }

    /**
     * Serves the operator's API on a port of its own, on this machine's loopback address; off unless called.
     *
     * @param port 0 for any free one
     * @param key that its requests must carry, as {@code Authorization: Bearer}; at least 16 characters
     */
    public ConnectorServerBuilder admin(int port, String key) {
        if (key.length() < KeyFile.MIN_BYTES) {
            throw new IllegalArgumentException(
                    "The operator's key must have at least " + KeyFile.MIN_BYTES + " characters");
        }
        this.adminKey = key;
        this.adminPort = port;
        return this;
    }

    /**
     * As {@link #admin(int, String)}, with the key in {@code admin.key} of the data folder, made on the first start.
     *
     * @throws IllegalStateException if no {@link #dataDir} was given before
     */
    public ConnectorServerBuilder admin(int port) {
        if (dataDir == null) {
            throw new IllegalStateException("Give a dataDir for the operator's key first, or give the key itself");
        }
        return admin(port, Base64.getEncoder().encodeToString(KeyFile.ADMIN.in(dataDir)));
    }

    /** The clock that protocol, delivery, timers and tokens go by; the system's unless given. */
    public ConnectorServerBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /** Adds a resource or any other JAX-RS component, as an instance. */
    public ConnectorServerBuilder register(Object component) {
        components.add(component);
        return this;
    }

    /** Adds a resource or any other JAX-RS component, made by Jersey for each request or once, as its scope says. */
    public ConnectorServerBuilder register(Class<?> component) {
        components.add(component);
        return this;
    }

    /**
     * Checks the resources, makes their documents, opens the store and starts to listen, to deliver and to run orchestrations.
     *
     * @throws InvalidConnectorException if the resources cannot work; all problems at once
     * @throws dev.connectorkit.storage.StorageException if the store cannot be opened
     * @throws java.io.UncheckedIOException if the port cannot be had
     */
    public ConnectorServer start() {
        return new Assembly(this).start();
    }
}
