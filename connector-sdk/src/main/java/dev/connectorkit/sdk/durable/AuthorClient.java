package dev.connectorkit.sdk.durable;

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
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hides the toolkit's own orchestrations and their instances from authors and from the management API. */
final class AuthorClient implements OrchestrationClient {

    private final OrchestrationClient engine;
    private final Orchestrations authors;

    AuthorClient(OrchestrationClient engine, Orchestrations authors) {
        this.engine = engine;
        this.authors = authors;
    }

    @Override
    public String start(String name, @Nullable Object input, StartOptions options) {
        return engine.start(registered(name), input, reachable(options));
    }

    @Override
    public Optional<OrchestrationStatus> status(String instanceId) {
        return isInternal(instanceId) ? Optional.empty() : engine.status(instanceId);
    }

    @Override
    public OrchestrationStatus waitForStart(String instanceId, @Nullable Duration timeout) throws TimeoutException {
        return engine.waitForStart(visible(instanceId), timeout);
    }

    @Override
    public OrchestrationStatus waitForCompletion(String instanceId, @Nullable Duration timeout)
            throws TimeoutException {
        return engine.waitForCompletion(visible(instanceId), timeout);
    }

    @Override
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type) {
        return engine.read(json, type);
    }

    @Override
    public void raiseEvent(String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
        engine.raiseEvent(visible(instanceId), eventName, payload, options);
    }

    @Override
    public void terminate(String instanceId, @Nullable String reason, boolean recursive) {
        engine.terminate(visible(instanceId), reason, recursive);
    }

    @Override
    public void suspend(String instanceId, @Nullable String reason) {
        engine.suspend(visible(instanceId), reason);
    }

    @Override
    public void resume(String instanceId, @Nullable String reason) {
        engine.resume(visible(instanceId), reason);
    }

    @Override
    public void rewind(String instanceId, @Nullable String reason) {
        engine.rewind(visible(instanceId), reason);
    }

    @Override
    public String restart(String instanceId, boolean newId) {
        return engine.restart(visible(instanceId), newId);
    }

    @Override
    public int purge(String instanceId, boolean recursive) {
        return isInternal(instanceId) ? 0 : engine.purge(instanceId, recursive);
    }

    /** Purges page by page: the filter could match instances of the toolkit. */
    @Override
    public int purge(InstanceQuery filter, boolean recursive) {
        int purged = 0;
        InstanceQuery query = filter;
        while (true) {
            InstancePage page = engine.query(query);
            for (OrchestrationStatus instance : page.instances()) {
                if (instance.runtimeStatus().isFinished()) {
                    purged += purge(instance.instanceId(), recursive);
                }
            }
            String token = page.token();
            if (token == null) {
                return purged;
            }
            query = query.from(token);
        }
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        InstancePage page = engine.query(query);
        List<OrchestrationStatus> shown = page.instances().stream()
                .filter(instance -> !isInternal(instance.instanceId()))
                .toList();
        return new InstancePage(shown, page.token());
    }

    @Override
    public List<HistoryEvent> history(String instanceId) {
        return engine.history(visible(instanceId));
    }

    @Override
    public TransactionalClient in(Connection connection) {
        TransactionalClient transactional = engine.in(connection);
        return new TransactionalClient() {

            @Override
            public String start(String name, @Nullable Object input, StartOptions options) {
                return transactional.start(registered(name), input, reachable(options));
            }

            @Override
            public void raiseEvent(
                    String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
                transactional.raiseEvent(visible(instanceId), eventName, payload, options);
            }
        };
    }

    private String registered(String name) {
        if (name != null && authors.orchestration(name) == null) {
            throw new IllegalArgumentException(
                    "No orchestration " + name + " is registered; known are " + authors.orchestrationNames());
        }
        return name;
    }

    private static StartOptions reachable(StartOptions options) {
        String id = options == null ? null : options.instanceId();
        if (id != null && isInternal(id)) {
            throw new IllegalArgumentException(
                    "Instance ids that begin with " + OrchestrationService.INTERNAL + " are reserved");
        }
        return options;
    }

    /** Null, which the engine refuses, is not internal. */
    private static boolean isInternal(@Nullable String instanceId) {
        return instanceId != null && instanceId.startsWith(OrchestrationService.INTERNAL);
    }

    private static String visible(String instanceId) {
        if (isInternal(instanceId)) {
            throw new InstanceNotFoundException(instanceId);
        }
        return instanceId;
    }
}
