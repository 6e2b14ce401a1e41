package dev.connectorkit.temporal;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.TransactionalClient;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.Arguments;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowNotFoundException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Starts and manages the instances of a namespace. Thread-safe. */
final class TemporalClient implements OrchestrationClient {

    private static final String UNFINISHED = "must not have finished";

    private final Shared shared;
    private final Server server;
    private final Statuses statuses;
    private final Starts starts;
    private final Endings endings;
    private final InstanceWaits waits;
    private final Queries queries;

    TemporalClient(Shared shared, Server server) {
        this.shared = shared;
        this.server = server;
        this.statuses = new Statuses(server);
        this.endings = new Endings(shared, server);
        this.starts = new Starts(shared, server, endings);
        this.waits = new InstanceWaits(server, statuses);
        this.queries = new Queries(shared, server, statuses, endings);
    }

    @Override
    public String start(String name, @Nullable Object input, StartOptions options) {
        return starts.start(name, input, options);
    }

    private static String id(String id) {
        if (!isPossible(id)) {
            throw new InstanceNotFoundException(id);
        }
        return id;
    }

    private static boolean isPossible(String id) {
        return !Arguments.given("id of an instance", id).isEmpty() && Arguments.isStorable(id);
    }

    private WorkflowExecutionInfo known(String instanceId) {
        return server.describe(id(instanceId), null)
                .orElseThrow(() -> new InstanceNotFoundException(instanceId))
                .getWorkflowExecutionInfo();
    }

    private WorkflowExecutionInfo unfinished(String instanceId) {
        WorkflowExecutionInfo info = known(instanceId);
        RuntimeStatus status = Statuses.of(info, server.wire());
        if (status.isFinished()) {
            throw new InstanceStateException(instanceId, status, UNFINISHED);
        }
        return info;
    }

    @Override
    public Optional<OrchestrationStatus> status(String instanceId) {
        return isPossible(instanceId)
                ? server.describe(instanceId, null)
                        .flatMap(description -> statuses.find(description.getWorkflowExecutionInfo()))
                : Optional.empty();
    }

    @Override
    public OrchestrationStatus waitForStart(String instanceId, @Nullable Duration timeout) throws TimeoutException {
        return waits.forState(id(instanceId), timeout, status -> status != RuntimeStatus.PENDING);
    }

    @Override
    public OrchestrationStatus waitForCompletion(String instanceId, @Nullable Duration timeout)
            throws TimeoutException {
        return waits.forEnd(id(instanceId), timeout);
    }

    @Override
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type) {
        return shared.payloads().read(json, Arguments.given("type of a payload", type), "payload");
    }

    @Override
    public void raiseEvent(String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
        Arguments.name("an event", eventName);
        Arguments.given("options of an event", options);
        id(instanceId);
        if (eventName.startsWith(Mailbox.RESERVED)) {
            throw new IllegalArgumentException("Names of events that begin with " + Mailbox.RESERVED + " are reserved");
        }
        String json = shared.payloads().write(payload, "payload of event " + eventName);
        String key = options.idempotencyKey();
        if (key == null) {
            signal(instanceId, eventName, Wire.raw(json));
        } else {
            signal(instanceId, eventName, Wire.raw(json), Wire.object(key));
        }
    }

    private void signal(String instanceId, String name, Object... arguments) {
        try {
            server.client().newUntypedWorkflowStub(id(instanceId)).signal(name, arguments);
        } catch (WorkflowNotFoundException e) {
            WorkflowExecutionInfo unexpected = unfinished(instanceId);
            throw new IllegalStateException(
                    "Instance " + unexpected.getExecution().getWorkflowId() + " did not take signal " + name, e);
        }
    }

    @Override
    public void terminate(String instanceId, @Nullable String reason, boolean recursive) {
        WorkflowExecutionInfo info = unfinished(instanceId);
        try {
            endings.terminate(info, reason, recursive);
        } catch (StatusRuntimeException e) {
            if (Server.isUnknown(e)) { // it has ended meanwhile
                throw new InstanceStateException(instanceId, Statuses.of(known(instanceId), server.wire()), UNFINISHED);
            }
            throw e;
        }
    }

    /** A signal suspends also if no worker runs; the suspension is visible once one has handled it. */
    @Override
    public void suspend(String instanceId, @Nullable String reason) {
        unfinished(instanceId);
        signal(instanceId, Mailbox.SUSPEND, Wire.raw(reason == null ? null : Wire.quoted(reason)));
        waits.briefly(instanceId, status -> status == RuntimeStatus.SUSPENDED);
    }

    @Override
    public void resume(String instanceId, @Nullable String reason) {
        unfinished(instanceId);
        signal(instanceId, Mailbox.RESUME, Wire.raw(reason == null ? null : Wire.quoted(reason)));
        waits.briefly(instanceId, status -> status != RuntimeStatus.SUSPENDED);
    }

    @Override
    public void rewind(String instanceId, @Nullable String reason) {
        WorkflowExecutionInfo info = known(instanceId);
        RuntimeStatus status = Statuses.of(info, server.wire());
        if (status != RuntimeStatus.FAILED) {
            throw new InstanceStateException(instanceId, status, "only a failed one can be rewound");
        }
        server.reset(info.getExecution(), Histories.resetPoint(server.history(info.getExecution())), reason);
    }

    @Override
    public String restart(String instanceId, boolean newId) {
        OrchestrationStatus status = statuses.status(known(instanceId));
        RawJson input = status.input() == null ? null : new RawJson(status.input());
        StartOptions.Builder options =
                StartOptions.builder().instanceId(newId ? null : instanceId).version(status.version());
        status.tags().forEach(options::tag);
        return start(status.name(), input, options.build());
    }

    @Override
    public int purge(String instanceId, boolean recursive) {
        return isPossible(instanceId) ? endings.purge(instanceId, recursive) : 0;
    }

    @Override
    public int purge(InstanceQuery filter, boolean recursive) {
        return queries.purge(Arguments.given("query", filter), recursive);
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        return queries.query(Arguments.given("query", query));
    }

    @Override
    public List<HistoryEvent> history(String instanceId) {
        WorkflowExecutionInfo info = known(instanceId);
        if (Statuses.of(info, server.wire()) == RuntimeStatus.PENDING) {
            return List.of();
        }
        return new Histories(server.wire()).of(server.history(info.getExecution()));
    }

    @Override
    public TransactionalClient in(Connection connection) {
        throw new IllegalStateException(
                "Instances on Temporal are not part of a transaction of a database: write what is to"
                        + " be started with your own rows, and start it after the commit under an id of yours");
    }
}
