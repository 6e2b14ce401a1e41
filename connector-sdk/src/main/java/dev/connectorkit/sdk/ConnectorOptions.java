package dev.connectorkit.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.DeliveryOptions;
import dev.connectorkit.http.ConnectorJson;
import dev.connectorkit.http.MapperCheck;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.OperationListener;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.sdk.keys.KeyFile;
import dev.connectorkit.sdk.mcp.McpOptions;
import dev.connectorkit.swagger.ConnectorDescription;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connector, whatever container serves it. Options can be set in any order; nothing is read, opened or created
 * before the start. Not thread-safe; one connector per builder.
 *
 * @param <B> the builder itself
 */
public abstract class ConnectorOptions<B extends ConnectorOptions<B>> {

    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");

    private final Settings settings = new Settings();

    /** Creates options with all defaults. */
    protected ConnectorOptions() {}

    @SuppressWarnings("unchecked") // each builder names itself
    private B self() {
        return (B) this;
    }

    /** Creates the runtime that these options describe; it does not run yet. */
    protected final ConnectorRuntime createRuntime() {
        return new ConnectorRuntime(settings);
    }

    /** Returns title and version, for logs. */
    protected final String name() {
        return settings.description.title() + " " + settings.description.version();
    }

    /** Returns the configured public URL, or null. */
    protected final @Nullable URI publicUrl() {
        return settings.publicUrl;
    }

    /** Returns the largest body of a request, in bytes. */
    protected final long maxRequestBytes() {
        return settings.maxRequestBytes;
    }

    /** Returns the configured data folder, or null. */
    protected final @Nullable Path dataDir() {
        return settings.dataDir;
    }

    /** Sets the name of the connector in its documents; "Connector" by default. */
    public final B title(String title) {
        return describe(description -> description.title(title));
    }

    /** Sets one or two sentences about the connector, for its documents; none by default. */
    public final B description(String text) {
        return describe(description -> description.description(text));
    }

    /** Sets the version of the connector in its documents; "1.0" by default. */
    public final B version(String version) {
        return describe(description -> description.version(version));
    }

    /**
     * Sets the description of the connector, the one that build tools read too. The security of {@link #authentication} is added
     * where it has none.
     *
     * @param description if it names resources, then exactly those that are registered; otherwise those that are registered count
     */
    public final B describe(ConnectorDescription description) {
        settings.description = description;
        return self();
    }

    /** Changes the description of the connector: contact, metadata, security, filters. */
    public final B describe(Consumer<ConnectorDescription.Builder> change) {
        ConnectorDescription.Builder builder = settings.description.toBuilder();
        change.accept(builder);
        return describe(builder.build());
    }

    /** Serves no documents: neither {@code /swagger.json} nor {@code /openapi.json}. The resources are still validated. */
    public final B withoutDocuments() {
        settings.documents = false;
        return self();
    }

    /**
     * Sets the URL under which engines reach this connector, path prefix included. Every link in an answer and in the documents is
     * built from it. By default links are built from the host and port that the request names.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URL, or has user information, a query or a fragment
     */
    public final B publicUrl(URI publicUrl) {
        boolean http = "http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme());
        // URI has no host where its name has an underscore, as those of containers may have.
        String authority = Objects.requireNonNullElse(publicUrl.getRawAuthority(), "");
        if (!http
                || !AUTHORITY.matcher(authority).matches()
                || publicUrl.getQuery() != null
                || publicUrl.getFragment() != null) {
            throw new IllegalArgumentException(
                    "The public URL must be like https://example.com/connector, but is " + publicUrl);
        }
        settings.publicUrl = publicUrl;
        return self();
    }

    /**
     * Builds links from {@code Forwarded} and {@code X-Forwarded-*}. Only behind a proxy that sets or removes these headers
     * itself: otherwise any client could make the connector hand out links to a host of its choice.
     */
    public final B trustForwardedHeaders() {
        settings.trustForwarded = true;
        return self();
    }

    /**
     * Sets the largest body of a request, in bytes; 10 MiB by default. A larger one gets a 413.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public final B maxRequestBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxRequestBytes must be at least 1, but is " + bytes);
        }
        settings.maxRequestBytes = bytes;
        return self();
    }

    /**
     * Sets the time a resource method may take; 100 s by default. Engines give up after 120 s. A slower method is logged once, while it
     * hangs; an asynchronous one is answered with 504.
     *
     * @throws IllegalArgumentException if it is not above zero
     */
    public final B timeLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("The time limit must be above zero, but is " + limit);
        }
        settings.timeLimit = limit;
        return self();
    }

    /** Allows web pages of these origins to call the connector, {@code "*"} for all; none by default. */
    public final B corsOrigins(String... origins) {
        settings.corsOrigins.addAll(List.of(origins));
        return self();
    }

    /**
     * Requires these credentials from callers, and documents that; health, documents and Swagger UI stay open. Alternatives are
     * one authentication, made by {@link Authentication#anyOf}.
     *
     * @throws IllegalStateException if it was called before: neither takes the place of the other unnoticed
     */
    public final B authentication(Authentication authentication) {
        if (settings.authentication != null) {
            throw new IllegalStateException(
                    "authentication is set already; combine alternatives by Authentication.anyOf(first, second)");
        }
        settings.authentication = authentication;
        return self();
    }

    /**
     * Sets the folder in which the connector keeps everything that must survive a restart: its keys, created on the first start, and
     * its store unless {@link #store} sets another. A key that is set here explicitly is used in place of the folder's.
     */
    public final B dataDir(Path folder) {
        settings.dataDir = folder;
        return self();
    }

    /**
     * Sets the key that signs trigger states and encrypts callback URLs, the same on every node and after every restart.
     *
     * @param key at least 16 random bytes
     * @throws IllegalArgumentException if it is shorter
     */
    public final B stateKey(byte[] key) {
        return stateKeys(key);
    }

    /**
     * Sets the key as {@link #stateKey}, and previous ones: trigger states that they have signed are still accepted, and the
     * subscriptions of a store that was written with one of them are kept. To replace the key, start every node with the new key and
     * the previous one, and drop the previous one when every trigger has polled: it can no longer be used from then on.
     *
     * @throws IllegalArgumentException if one is shorter than 16 bytes
     */
    public final B stateKeys(byte[] current, byte[]... previous) {
        settings.stateKeys.clear();
        settings.stateKeys.add(checked(current));
        for (byte[] key : previous) {
            settings.stateKeys.add(checked(key));
        }
        return self();
    }

    private static byte[] checked(byte[] key) {
        if (key.length < KeyFile.MIN_BYTES) {
            throw new IllegalArgumentException("The state key must have at least " + KeyFile.MIN_BYTES + " bytes");
        }
        return key.clone();
    }

    /**
     * Sets the database of subscriptions, deliveries, operations and orchestrations.
     *
     * @param url {@code memory}, {@code sqlite:FILE} or {@code postgres://user:password@host:port/database}; by default, a SQLite
     *     file in the data folder, or memory without a data folder
     */
    public final B store(String url) {
        settings.store = url;
        return self();
    }

    /**
     * Sets the database as a data source, with any pool, to a SQLite file or to PostgreSQL; it is not closed with the connector. It
     * takes the place of {@link #store}.
     *
     * @see dev.connectorkit.storage.Database.Builder#dataSource
     */
    public final B dataSource(DataSource source) {
        settings.dataSource = source;
        return self();
    }

    /**
     * Sets the source of the transaction that the calling thread is in, as a framework knows it; events that are published there are
     * committed and rolled back with it.
     *
     * @param source returns a connection to the database of {@link #dataSource} that is not in auto-commit mode, or null where there
     *     is no transaction
     */
    public final B currentTransaction(Supplier<@Nullable Connection> source) {
        settings.currentTransaction = source;
        return self();
    }

    /**
     * Sets the mapper of bodies, events, payloads and trigger states; it must not be changed afterwards. Problem documents do not depend
     * on it. By default it is the one of {@link dev.connectorkit.http.ConnectorJson#mapper()}.
     *
     * @throws IllegalArgumentException if a feature gives bodies a form that the document cannot have, as a wrapper with the name of
     *     their type, or makes it read another form of enums than it writes
     */
    public final B objectMapper(ObjectMapper mapper) {
        MapperCheck.features(mapper).ifPresent(problem -> {
            throw new IllegalArgumentException("objectMapper: " + problem);
        });
        settings.mapper = mapper;
        return self();
    }

    /** Changes the default mapper: modules, naming, inclusion. See {@link #objectMapper(ObjectMapper)}. */
    public final B objectMapper(Consumer<ObjectMapper> change) {
        ObjectMapper mapper = ConnectorJson.mapper();
        change.accept(mapper);
        return objectMapper(mapper);
    }

    /**
     * Makes an object injectable into resources and other components, by {@code @Inject}. Registered {@link Callbacks} and
     * {@link AsyncAction actions} are injectable without this, by their type with its type arguments.
     *
     * @throws IllegalArgumentException if the object is null, or the type has one already
     */
    public final <T> B bind(Class<T> type, @Nullable T instance) {
        if (instance == null) {
            throw new IllegalArgumentException("bind: the object of " + type.getSimpleName() + " is null");
        }
        if (settings.bindings.stream().anyMatch(bound -> bound.type() == type)) {
            throw new IllegalArgumentException("bind: " + type.getSimpleName() + " has an object already");
        }
        settings.bindings.add(new Injection.Bound<>(type, instance));
        return self();
    }

    /** Registers events, which are delivered to the callback URLs of their subscriptions. */
    public final B callbacks(Callbacks<?, ?>... events) {
        settings.callbacks.addAll(List.of(events));
        return self();
    }

    /** Changes the options of the delivery to callback URLs, and the URLs that are allowed. */
    public final B delivery(Consumer<DeliveryOptions.Builder> changes) {
        settings.delivery.add(changes);
        return self();
    }

    /**
     * Requires the connector's credentials on unsubscribe. By default the unguessable URL suffices, because engines omit
     * query-string credentials on {@code DELETE}.
     */
    public final B requireCredentialsToUnsubscribe() {
        settings.credentialsToUnsubscribe = true;
        return self();
    }

    /** Registers actions. Their results are delivered to callback URLs like events. */
    public final B actions(AsyncAction<?, ?>... actions) {
        settings.actions.addAll(List.of(actions));
        return self();
    }

    /** Adds a listener for the operations of actions. */
    public final B operationListener(OperationListener listener) {
        settings.operationListeners.add(listener);
        return self();
    }

    /**
     * Registers orchestrations and runs them.
     *
     * @throws IllegalStateException if it was called before with others: one {@link Orchestrations} has them all
     */
    public final B orchestrations(Orchestrations orchestrations) {
        return orchestrations(orchestrations, options -> {});
    }

    /** Registers orchestrations as {@link #orchestrations(Orchestrations)}, with options; a repeated call has other options. */
    public final B orchestrations(Orchestrations orchestrations, Consumer<OrchestrationOptions.Builder> options) {
        if (settings.orchestrations != null && settings.orchestrations != orchestrations) {
            throw new IllegalStateException(
                    "orchestrations are set already; register all of them with one Orchestrations");
        }
        OrchestrationOptions.Builder builder = OrchestrationOptions.builder();
        options.accept(builder);
        settings.orchestrations = orchestrations;
        settings.orchestrationOptions = builder.build();
        return self();
    }

    /** Serves the visible actions as tools for agents, by the Model Context Protocol at {@code /mcp}. */
    public final B mcp() {
        return mcp(options -> {});
    }

    /** Serves the visible actions as tools for agents as {@link #mcp()}, with options. */
    public final B mcp(Consumer<McpOptions.Builder> options) {
        McpOptions.Builder builder = McpOptions.builder();
        options.accept(builder);
        settings.mcp = builder.build();
        return self();
    }

    /**
     * Sets the registry of the connector's meters; by default nothing is measured. A meter leaves the registry when the last connector
     * that uses it is closed: connectors that share a registry count together.
     */
    public final B metrics(MeterRegistry registry) {
        settings.metrics = registry;
        return self();
    }

    /** Sets the clock of protocol, delivery, timers and tokens; the system's by default. */
    public final B clock(Clock clock) {
        settings.clock = clock;
        return self();
    }
}
