package dev.connectorkit.sdk;

import dev.connectorkit.sdk.internal.http.BodyLimit;
import dev.connectorkit.sdk.internal.http.Cors;
import dev.connectorkit.sdk.internal.http.Json;
import dev.connectorkit.sdk.internal.http.MalformedBody;
import dev.connectorkit.sdk.internal.http.ProblemMapper;
import dev.connectorkit.sdk.internal.http.PublicBase;
import dev.connectorkit.sdk.internal.http.RequestLog;
import dev.connectorkit.sdk.internal.http.ViolationMapper;
import dev.connectorkit.sdk.internal.poll.PollFeature;
import dev.connectorkit.sdk.internal.server.DocumentResource;
import dev.connectorkit.sdk.internal.server.HealthResource;
import dev.connectorkit.sdk.internal.server.Listener;
import dev.connectorkit.sdk.internal.server.StateKey;
import dev.connectorkit.sdk.internal.server.Tls;
import dev.connectorkit.sdk.internal.server.UiResource;
import dev.connectorkit.swagger.ConnectorDocument;
import dev.connectorkit.swagger.ConnectorDocumentBuilder;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up a {@link ConnectorServer}. Not thread-safe; one server per builder. */
public final class ConnectorServerBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorServer.class);

    private final List<Object> components = new ArrayList<>();
    private final Set<String> corsOrigins = new LinkedHashSet<>();
    private final Json json = new Json();
    private String title = "Connector";
    private String description = "";
    private String version = "1.0";
    private String host = "0.0.0.0";
    private int port;
    private long maxRequestBytes = 10L * 1024 * 1024;
    private boolean trustForwarded;
    private Clock clock = Clock.systemUTC();
    private UnaryOperator<ConnectorDocumentBuilder> describe = UnaryOperator.identity();
    private @Nullable URI publicUrl;
    private byte @Nullable [] stateKey;
    private @Nullable SSLEngineConfigurator ssl;

    ConnectorServerBuilder() {}

    /** The name of the connector in its documents; "Connector" unless given. */
    public ConnectorServerBuilder title(String title) {
        this.title = title;
        return this;
    }

    /** What the connector does, for its documents. */
    public ConnectorServerBuilder description(String description) {
        this.description = description;
        return this;
    }

    /** The version of the connector in its documents; "1.0" unless given. */
    public ConnectorServerBuilder version(String version) {
        this.version = version;
        return this;
    }

    /**
     * Says more in the documents: contact, metadata, security, filters.
     *
     * @param description applied to the document's builder after title, description, version and resources
     */
    public ConnectorServerBuilder describe(UnaryOperator<ConnectorDocumentBuilder> description) {
        this.describe = description;
        return this;
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
     * The folder in which the connector keeps what must survive a restart: now the key that signs trigger states, made on
     * the first start.
     *
     * @throws IllegalArgumentException if the key there is damaged
     */
    public ConnectorServerBuilder dataDir(java.nio.file.Path dataDir) {
        return stateKey(StateKey.in(dataDir));
    }

    /**
     * The key that signs trigger states, the same on every node and after every restart.
     *
     * @param key at least 16 random bytes
     */
    public ConnectorServerBuilder stateKey(byte[] key) {
        if (key.length < StateKey.MIN_BYTES) {
            throw new IllegalArgumentException("The state key must have at least " + StateKey.MIN_BYTES + " bytes");
        }
        this.stateKey = key.clone();
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

    /** The clock that gives first polls their start; the system's unless given. */
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
     * Checks the resources, makes their documents and starts to listen.
     *
     * @throws InvalidConnectorException if the resources cannot work; all problems at once
     * @throws java.io.UncheckedIOException if the port cannot be had
     */
    public ConnectorServer start() {
        PollFeature poll = new PollFeature(key(), json.mapper(), clock);
        ConnectorDocument document = check(poll);
        Listener listener = Listener.start(host, port, application(poll, document), ssl);
        ConnectorServer server = new ConnectorServer(listener, url(listener.port()), document);
        LOG.info("{} {} listens on port {}, its URL is {}", title, version, server.port(), server.url());
        return server;
    }

    private byte[] key() {
        if (stateKey != null) {
            return stateKey;
        }
        LOG.warn(
                "Trigger states are signed with a key that ends with this process: after a restart, the polls of running"
                        + " workflows will be refused. Give a dataDir or a stateKey.");
        return StateKey.random();
    }

    private ConnectorDocument check(PollFeature poll) {
        List<Class<?>> resources = resources();
        List<String> problems = new ArrayList<>();
        ConnectorDocument document = null;
        try {
            document = describe.apply(ConnectorDocument.builder()
                            .title(title)
                            .description(description)
                            .version(version)
                            .resources(resources))
                    .build();
        } catch (InvalidConnectorException e) {
            problems.addAll(e.problems());
        }
        problems.addAll(poll.problems(resources));
        if (document == null || !problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        return document;
    }

    private List<Class<?>> resources() {
        List<Class<?>> resources = new ArrayList<>();
        for (Object component : components) {
            Class<?> type = component instanceof Class<?> itself ? itself : component.getClass();
            if (type.isAnnotationPresent(Path.class)) {
                resources.add(type);
            }
        }
        return resources;
    }

    private ResourceConfig application(PollFeature poll, ConnectorDocument document) {
        ProblemMapper problems = new ProblemMapper();
        ResourceConfig application = new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(json)
                .register(new RequestLog())
                .register(new PublicBase(publicUrl, trustForwarded))
                .register(new BodyLimit(maxRequestBytes))
                .register(MalformedBody.class)
                .register(problems)
                .register(new ViolationMapper(problems))
                .register(poll)
                .register(new PollFeature.Binder())
                .register(HealthResource.class)
                .register(new UiResource())
                .register(new DocumentResource(document, json.mapper()));
        if (!corsOrigins.isEmpty()) {
            application.register(new Cors(corsOrigins));
        }
        for (Object component : components) {
            if (component instanceof Class<?> type) {
                application.register(type);
            } else {
                application.register(component);
            }
        }
        return application;
    }

    private URI url(int boundPort) {
        if (publicUrl != null) {
            return publicUrl.getPath().endsWith("/") ? publicUrl : URI.create(publicUrl + "/");
        }
        String name = host.equals("0.0.0.0") ? "localhost" : host;
        return URI.create((ssl == null ? "http" : "https") + "://" + name + ":" + boundPort + "/");
    }
}
