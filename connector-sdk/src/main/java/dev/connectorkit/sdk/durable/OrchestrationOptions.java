package dev.connectorkit.sdk.durable;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.sdk.keys.KeyFile;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a server runs orchestrations and answers for them. Set up once, before the server starts; not thread-safe. */
public final class OrchestrationOptions {

    private String taskHub = "DurableFunctionsHub";
    private String connection = "Storage";
    private boolean failedIsOk;
    private boolean systemKeyInLinks;
    private long maxBodyBytes = 1024 * 1024;
    private @Nullable String systemKey;
    private UnaryOperator<OrchestrationEngine.Builder> engine = UnaryOperator.identity();

    public OrchestrationOptions() {}

    /** The name that separates these instances from others in the same store; "DurableFunctionsHub" unless given. */
    public OrchestrationOptions taskHub(String name) {
        this.taskHub = name;
        return this;
    }

    /** The name of a connection that links carry for callers that expect one; "Storage" unless given. */
    public OrchestrationOptions connection(String name) {
        this.connection = name;
        return this;
    }

    /** Answers 200 for the status of a failed or terminated instance, as newer versions of Durable Functions do; else 400. */
    public OrchestrationOptions failedStatusIs200() {
        this.failedIsOk = true;
        return this;
    }

    /**
     * The key that opens the whole management API, the same on every node. Without this, it is made on the first start and kept in
     * {@code system.key} of the data folder, or ends with the process where there is none.
     *
     * @param key at least 16 characters, random
     * @throws IllegalArgumentException if it is shorter
     */
    public OrchestrationOptions systemKey(String key) {
        if (key.length() < KeyFile.MIN_BYTES) {
            throw new IllegalArgumentException(
                    "The system key must have at least " + KeyFile.MIN_BYTES + " characters");
        }
        this.systemKey = key;
        return this;
    }

    /**
     * Puts the system key into all links, as Durable Functions does: whoever gets the links of one instance can then reach all of
     * them. Unless called, the links of an instance open only that instance.
     */
    public OrchestrationOptions systemKeyInLinks() {
        this.systemKeyInLinks = true;
        return this;
    }

    /** The largest input or event that the management API takes, in bytes; 1 MiB unless given. A larger one gets a 413. */
    public OrchestrationOptions maxBodyBytes(long bytes) {
        this.maxBodyBytes = bytes;
        return this;
    }

    /**
     * Says more about the engine: threads, leases, what is purged.
     *
     * @param settings applied to the engine's builder before task hub and clock
     */
    public OrchestrationOptions engine(UnaryOperator<OrchestrationEngine.Builder> settings) {
        this.engine = settings;
        return this;
    }

    public ApiSettings api() {
        return new ApiSettings(taskHub, connection, failedIsOk, systemKeyInLinks, maxBodyBytes);
    }

    public @Nullable String systemKey() {
        return systemKey;
    }

    public OrchestrationEngine.Builder applied(OrchestrationEngine.Builder builder) {
        return engine.apply(builder).taskHub(taskHub);
    }
}
