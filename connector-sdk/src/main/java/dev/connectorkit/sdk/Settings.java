package dev.connectorkit.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.DeliveryOptions;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.auth.Authentication;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.sdk.http.ConnectorJson;
import dev.connectorkit.sdk.http.HttpSettings;
import dev.connectorkit.swagger.ConnectorDocumentBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The values that {@link ConnectorOptions} collects. Not thread-safe; read only once the runtime is built. */
final class Settings {

    final Set<String> corsOrigins = new LinkedHashSet<>();
    final List<Callbacks<?, ?>> callbacks = new ArrayList<>();
    final List<AsyncAction<?, ?>> actions = new ArrayList<>();
    final List<byte[]> stateKeys = new ArrayList<>();
    String title = "Connector";
    String description = "";
    String version = "1.0";
    UnaryOperator<ConnectorDocumentBuilder> describe = UnaryOperator.identity();
    boolean documents = true;
    long maxRequestBytes = 10L * 1024 * 1024;
    boolean trustForwarded;
    Duration timeLimit = Duration.ofSeconds(100);
    Clock clock = Clock.systemUTC();
    DeliveryOptions delivery = new DeliveryOptions();
    OrchestrationOptions orchestrationOptions = OrchestrationOptions.builder().build();
    MeterRegistry metrics = new CompositeMeterRegistry();
    ObjectMapper mapper = ConnectorJson.mapper();

    @Nullable URI publicUrl;

    @Nullable Path dataDir;

    @Nullable Authentication authentication;

    @Nullable String store;

    @Nullable Orchestrations orchestrations;

    HttpSettings http() {
        return new HttpSettings(mapper, maxRequestBytes, publicUrl, trustForwarded, timeLimit, corsOrigins);
    }

    /** Returns the settings of the operator's API, which has its own address and no pages of others. */
    HttpSettings operatorHttp() {
        return new HttpSettings(mapper, maxRequestBytes, null, false, timeLimit, Set.of());
    }

    /** Returns whether anything is kept in a database. */
    boolean needsDatabase() {
        return needsCallbacks() || orchestrations != null;
    }

    /** Returns whether anything is posted to callback URLs. */
    boolean needsCallbacks() {
        return !callbacks.isEmpty() || !actions.isEmpty();
    }
}
