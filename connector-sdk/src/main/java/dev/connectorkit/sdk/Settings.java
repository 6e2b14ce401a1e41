package dev.connectorkit.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.DeliveryOptions;
import dev.connectorkit.http.ConnectorJson;
import dev.connectorkit.http.HttpSettings;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.OperationListener;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.sdk.mcp.McpOptions;
import dev.connectorkit.swagger.ConnectorDescription;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The values that {@link ConnectorOptions} collects. Not thread-safe; read only once the runtime is built. */
final class Settings {

    final Set<String> corsOrigins = new LinkedHashSet<>();
    final List<Callbacks<?, ?>> callbacks = new ArrayList<>();
    final List<AsyncAction<?, ?>> actions = new ArrayList<>();
    final List<OperationListener> operationListeners = new ArrayList<>();
    final List<Injection.Bound<?>> bindings = new ArrayList<>();
    final List<byte[]> stateKeys = new ArrayList<>();
    final List<Consumer<DeliveryOptions.Builder>> delivery = new ArrayList<>();
    ConnectorDescription description = ConnectorDescription.builder().build();
    boolean documents = true;
    long maxRequestBytes = 10L * 1024 * 1024;
    boolean trustForwarded;
    Duration timeLimit = Duration.ofSeconds(100);
    Clock clock = Clock.systemUTC();
    boolean credentialsToUnsubscribe;
    OrchestrationOptions orchestrationOptions = OrchestrationOptions.builder().build();
    MeterRegistry metrics = new CompositeMeterRegistry();
    ObjectMapper mapper = ConnectorJson.mapper();

    Supplier<@Nullable Connection> currentTransaction = () -> null;

    @Nullable URI publicUrl;

    @Nullable McpOptions mcp;

    @Nullable Path dataDir;

    @Nullable Authentication authentication;

    @Nullable String store;

    @Nullable DataSource dataSource;

    @Nullable Orchestrations orchestrations;

    /** Returns the host of the public URL, which URI does not know where its name has an underscore. */
    String publicHost() {
        return publicUrl == null ? "localhost" : publicUrl.getRawAuthority().replaceFirst(":[0-9]+$", "");
    }

    HttpSettings http() {
        return new HttpSettings(mapper, maxRequestBytes, publicUrl, trustForwarded, timeLimit, corsOrigins);
    }

    /** Returns the settings of the operator's API, which has its own address and JSON, and no pages of others. */
    HttpSettings operatorHttp() {
        return new HttpSettings(ConnectorJson.mapper(), maxRequestBytes, null, false, timeLimit, Set.of());
    }

    /** Returns whether anything is kept in a database. */
    boolean needsDatabase() {
        return needsCallbacks() || (orchestrations != null && orchestrationOptions.isEmbedded());
    }

    /** Returns whether anything is posted to callback URLs. */
    boolean needsCallbacks() {
        return !callbacks.isEmpty() || !actions.isEmpty();
    }
}
