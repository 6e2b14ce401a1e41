package dev.connectorkit.orchestration.embedded;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.TransactionalClient;
import dev.connectorkit.orchestration.TypeRef;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client to which the instances of some orchestrations are unknown. Thread-safe. */
final class BaseClient implements OrchestrationClient {

    private final OrchestrationClient client;
    private final Orchestrations base;
    private final Set<String> hidden;

    /**
     * Creates the client.
     *
     * @param base the known orchestrations, for messages
     * @param hidden the names of the others
     */
    BaseClient(OrchestrationClient client, Orchestrations base, Set<String> hidden) {
        this.client = client;
        this.base = base;
        this.hidden = hidden;
    }

    private String startable(String name) {
        if (hidden.contains(name)) {
            throw new IllegalArgumentException(
                    "No orchestration " + name + " is registered; known are " + base.orchestrationNames());
        }
        return name;
    }

    private String visible(String instanceId) {
        client.status(instanceId).filter(this::isHidden).ifPresent(status -> {
            throw new InstanceNotFoundException(instanceId);
        });
        return instanceId;
    }

    private boolean isHidden(OrchestrationStatus status) {
        return hidden.contains(status.name());
    }

    private InstanceQuery visible(InstanceQuery query) {
        return query.toBuilder().excludedNames(hidden).build();
    }

    @Override
    public String start(String name, @Nullable Object input, StartOptions options) {
        if (options.instanceId() != null
                && client.status(options.instanceId()).filter(this::isHidden).isPresent()) {
            throw new IllegalArgumentException("The instance id " + options.instanceId() + " is reserved");
        }
        return client.start(startable(name), input, options);
    }

    @Override
    public Optional<OrchestrationStatus> status(String instanceId) {
        return client.status(instanceId).filter(status -> !isHidden(status));
    }

    @Override
    public OrchestrationStatus waitForStart(String instanceId, @Nullable Duration timeout) throws TimeoutException {
        return client.waitForStart(visible(instanceId), timeout);
    }

    @Override
    public OrchestrationStatus waitForCompletion(String instanceId, @Nullable Duration timeout)
            throws TimeoutException {
        return client.waitForCompletion(visible(instanceId), timeout);
    }

    @Override
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type) {
        return client.read(json, type);
    }

    @Override
    public void raiseEvent(String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
        client.raiseEvent(visible(instanceId), eventName, payload, options);
    }

    @Override
    public void terminate(String instanceId, @Nullable String reason, boolean recursive) {
        client.terminate(visible(instanceId), reason, recursive);
    }

    @Override
    public void suspend(String instanceId, @Nullable String reason) {
        client.suspend(visible(instanceId), reason);
    }

    @Override
    public void resume(String instanceId, @Nullable String reason) {
        client.resume(visible(instanceId), reason);
    }

    @Override
    public void rewind(String instanceId, @Nullable String reason) {
        client.rewind(visible(instanceId), reason);
    }

    @Override
    public String restart(String instanceId, boolean newId) {
        return client.restart(visible(instanceId), newId);
    }

    @Override
    public int purge(String instanceId, boolean recursive) {
        return status(instanceId).isEmpty() ? 0 : client.purge(instanceId, recursive);
    }

    @Override
    public int purge(InstanceQuery filter, boolean recursive) {
        return client.purge(visible(filter), recursive);
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        return client.query(visible(query));
    }

    @Override
    public List<HistoryEvent> history(String instanceId) {
        return client.history(visible(instanceId));
    }

    @Override
    public TransactionalClient in(Connection connection) {
        TransactionalClient inner = client.in(connection);
        return new TransactionalClient() {

            @Override
            public String start(String name, @Nullable Object input, StartOptions options) {
                return inner.start(startable(name), input, options);
            }

            @Override
            public void raiseEvent(
                    String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
                inner.raiseEvent(visible(instanceId), eventName, payload, options);
            }
        };
    }
}
