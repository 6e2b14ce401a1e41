package dev.connectorkit.sdk.durable;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationRuntime;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeHealth;
import dev.connectorkit.storage.Database;
import jakarta.ws.rs.core.Feature;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orchestrations of a connector: runs the author's orchestrations and those of the toolkit itself. Thread-safe. */
public final class OrchestrationService implements AutoCloseable {

    /** Begins the names and instance ids of the toolkit's own orchestrations, which authors and their clients cannot reach. */
    public static final String INTERNAL = "action:";

    private final OrchestrationOptions options;
    private final Clock clock;
    private final Orchestrations registry;
    private final OrchestrationRuntime runtime;
    private final OrchestrationClient client;
    private final Waits waits;

    /**
     * Creates a runtime, which does not run before {@link #start}.
     *
     * @param authors the author's orchestrations, which stay as they are
     * @param json reads and writes payloads
     * @param database of the embedded engine, null with another runtime
     * @param meters the meters of the connector
     * @throws IllegalArgumentException if a name of the author's is reserved
     */
    public OrchestrationService(
            Orchestrations authors,
            OrchestrationOptions options,
            ObjectMapper json,
            @Nullable Database database,
            Clock clock,
            MeterGroup meters) {
        this.options = options;
        this.clock = clock;
        Stream.concat(authors.orchestrationNames().stream(), authors.activityNames().stream())
                .forEach(OrchestrationService::checkReserved);
        this.registry = Orchestrations.over(authors);
        this.runtime = options.runtime(registry, json, database, clock, new InstanceMeter(meters));
        this.client = new AuthorClient(runtime.client(), authors);
        this.waits = new Waits(client);
    }

    private static void checkReserved(String name) {
        if (name.startsWith(INTERNAL)) {
            throw new IllegalArgumentException("Names that begin with " + INTERNAL + " are reserved; rename " + name);
        }
    }

    /** Returns the runtime's own registry, to which the toolkit adds orchestrations before {@link #start}. */
    public Orchestrations registry() {
        return registry;
    }

    /** Returns the client that reaches every instance. */
    public OrchestrationClient runtimeClient() {
        return runtime.client();
    }

    /** Returns the author's client, which does not reach the toolkit's own instances. */
    public OrchestrationClient client() {
        return client;
    }

    /** Starts processing stored and new instances. */
    public void start() {
        runtime.start();
    }

    /**
     * Returns the feature that makes {@link DurableClient} injectable and serves the management API if the options ask for it.
     *
     * @param systemKey opens the whole management API
     */
    public Feature feature(String systemKey) {
        LinkKeys keys = new LinkKeys(systemKey, options.api().taskHub());
        CheckStatusResponses responses = new CheckStatusResponses(keys, options.api(), waits);
        return new OrchestrationFeature(client, responses, keys, options, clock);
    }

    /** Returns the state of the runtime. Does no I/O. */
    public RuntimeHealth health() {
        return runtime.health();
    }

    /** Answers the requests that wait for an instance, from now on without waiting. */
    public void release() {
        waits.close();
    }

    @Override
    public String toString() {
        return runtime.toString();
    }

    @Override
    public void close() {
        waits.close();
        runtime.close();
    }
}
