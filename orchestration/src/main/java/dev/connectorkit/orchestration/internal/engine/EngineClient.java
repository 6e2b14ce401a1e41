package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.TransactionalClient;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.internal.store.QueryStore;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.storage.Database;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The client of one node. Thread-safe. */
final class EngineClient implements OrchestrationClient {

    private final Database database;
    private final QueryStore queries;
    private final Submissions submissions;
    private final InstanceWaits waits;
    private final Purges purges;
    private final Payloads codec;

    EngineClient(
            Database database,
            QueryStore queries,
            Submissions submissions,
            InstanceWaits waits,
            Purges purges,
            Payloads codec) {
        this.database = database;
        this.queries = queries;
        this.submissions = submissions;
        this.waits = waits;
        this.purges = purges;
        this.codec = codec;
    }

    @Override
    public String start(String name, @Nullable Object input, StartOptions options) {
        return submissions.start(name, input, options);
    }

    @Override
    public Optional<OrchestrationStatus> status(String instanceId) {
        return isStorable(instanceId) ? database.read(tx -> queries.status(tx, instanceId)) : Optional.empty();
    }

    @Override
    public OrchestrationStatus waitForStart(String instanceId, @Nullable Duration timeout) throws TimeoutException {
        return waits.await(storable(instanceId), timeout, status -> status != RuntimeStatus.PENDING);
    }

    @Override
    public OrchestrationStatus waitForCompletion(String instanceId, @Nullable Duration timeout)
            throws TimeoutException {
        return waits.await(storable(instanceId), timeout, RuntimeStatus::isFinished);
    }

    /** Returns an id that an instance can have. */
    static String storable(String id) {
        if (!isStorable(id)) {
            throw new InstanceNotFoundException(id);
        }
        return id;
    }

    private static boolean isStorable(@Nullable String id) {
        return Arguments.isStorable(Arguments.given("id of an instance", id));
    }

    private OrchestrationStatus known(String id) {
        return status(id).orElseThrow(() -> new InstanceNotFoundException(id));
    }

    @Override
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type) {
        return codec.read(json, Arguments.given("type of a payload", type), "payload");
    }

    @Override
    public void raiseEvent(String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
        submissions.raise(storable(instanceId), eventName, payload, options);
    }

    @Override
    public void terminate(String instanceId, @Nullable String reason, boolean recursive) {
        submissions.send(
                storable(instanceId),
                now -> new HistoryEvent.ExecutionTerminated(now, reason, recursive),
                "must not have finished");
    }

    @Override
    public void suspend(String instanceId, @Nullable String reason) {
        submissions.send(
                storable(instanceId),
                now -> new HistoryEvent.ExecutionSuspended(now, reason),
                "must not have finished");
    }

    @Override
    public void resume(String instanceId, @Nullable String reason) {
        submissions.send(
                storable(instanceId), now -> new HistoryEvent.ExecutionResumed(now, reason), "must not have finished");
    }

    @Override
    public void rewind(String instanceId, @Nullable String reason) {
        submissions.send(
                storable(instanceId),
                now -> new HistoryEvent.ExecutionRewound(now, reason, List.of()),
                "only a failed one can be rewound");
    }

    @Override
    public String restart(String instanceId, boolean newId) {
        OrchestrationStatus status = known(instanceId);
        RawJson input = status.input() == null ? null : new RawJson(status.input());
        StartOptions.Builder options =
                StartOptions.builder().instanceId(newId ? null : instanceId).version(status.version());
        status.tags().forEach(options::tag);
        return start(status.name(), input, options.build());
    }

    @Override
    public int purge(String instanceId, boolean recursive) {
        return isStorable(instanceId) ? purges.purge(instanceId, recursive) : 0;
    }

    @Override
    public int purge(InstanceQuery filter, boolean recursive) {
        return purges.purge(Arguments.given("query", filter), recursive);
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        Arguments.given("query", query);
        return database.read(tx -> queries.query(tx, query));
    }

    @Override
    public List<HistoryEvent> history(String instanceId) {
        known(instanceId);
        return database.read(tx -> queries.history(tx, instanceId));
    }

    @Override
    public TransactionalClient in(Connection connection) {
        return submissions.in(Arguments.given("connection", connection));
    }
}
