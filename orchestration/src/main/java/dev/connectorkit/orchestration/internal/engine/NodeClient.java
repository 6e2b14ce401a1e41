package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RawJson;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.QueryStore;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The client of one node. */
public final class NodeClient implements OrchestrationClient {

    private static final int PURGED_AT_ONCE = 200;
    private static final int RANDOM_FROM = 12;

    private final Node node;
    private final Orchestrations orchestrations;
    private final PayloadCodec codec;
    private final QueryStore queries;

    /** For this node. */
    public NodeClient(Node node, Orchestrations orchestrations, PayloadCodec codec) {
        this.node = node;
        this.orchestrations = orchestrations;
        this.codec = codec;
        this.queries = new QueryStore(node.hub());
    }

    @Override
    public String start(String name, @Nullable Object input, StartOptions options) {
        if (!orchestrations.orchestrationNames().isEmpty() && orchestrations.orchestration(name) == null) {
            throw new IllegalArgumentException(
                    "No orchestration " + name + " is registered; known are " + orchestrations.orchestrationNames());
        }
        Instant now = now();
        String id = options.instanceId() == null ? newId(now) : options.instanceId();
        String json = codec.write(input, "input of orchestration " + name);
        NewInstance instance = new NewInstance(
                id, name, newId(now), json, null, now, options.startAt() == null ? now : options.startAt());
        insert(instance, options.instanceId() == null);
        return id;
    }

    private void insert(NewInstance instance, boolean isNew) {
        Optional<RuntimeStatus> inTheWay = node.database().writeBatched(tx -> {
            Optional<RuntimeStatus> status = Optional.empty();
            if (isNew) {
                node.instances().insertNew(tx, instance);
            } else {
                tx.flush();
                status = node.instances().insert(tx, instance, true);
            }
            if (status.isEmpty()) {
                node.others().wakeOther(tx, instance.id());
            }
            return status;
        });
        if (inTheWay.isPresent()) {
            throw new InstanceStateException(
                    instance.id(), inTheWay.get(), "must have finished, or the new one needs another id");
        }
        node.started(instance);
    }

    /** 32 hexadecimal digits that rise with time, so that instances of one time are neighbours in the indexes. */
    private static String newId(Instant now) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return String.format(Locale.ROOT, "%012x", now.toEpochMilli()) + random.substring(RANDOM_FROM);
    }

    private Instant now() {
        return node.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Optional<OrchestrationStatus> status(String instanceId) {
        return node.database().read(tx -> queries.status(tx, instanceId));
    }

    @Override
    public OrchestrationStatus waitForStart(String instanceId, Duration timeout) throws TimeoutException {
        return await(instanceId, timeout, status -> status != RuntimeStatus.PENDING);
    }

    @Override
    public OrchestrationStatus waitForCompletion(String instanceId, Duration timeout) throws TimeoutException {
        return await(instanceId, timeout, RuntimeStatus::isFinished);
    }

    private OrchestrationStatus await(String id, Duration timeout, Predicate<RuntimeStatus> until)
            throws TimeoutException {
        Waiters.Waiter waiter = node.waiters().add(id, until);
        try {
            // Of the end of what is under way here, the waiter is told.
            boolean told = !until.test(RuntimeStatus.RUNNING) && node.isUnderWay(id);
            OrchestrationStatus status = told ? null : known(id);
            if (status != null && until.test(status.runtimeStatus())) {
                return status;
            }
            if (!waiter.await(timeout)) {
                throw new TimeoutException("Instance " + id + " is " + known(id).runtimeStatus() + " after " + timeout);
            }
            status = waiter.result();
            return status == null ? known(id) : status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("Interrupted while waiting for instance " + id);
        } finally {
            node.waiters().remove(waiter);
        }
    }

    private OrchestrationStatus known(String id) {
        return status(id).orElseThrow(() -> new InstanceNotFoundException(id));
    }

    @Override
    public <T extends @Nullable Object> T read(@Nullable String json, TypeRef<T> type) {
        return codec.read(json, type, "payload");
    }

    @Override
    public void raiseEvent(String instanceId, String eventName, @Nullable Object payload) {
        String json = codec.write(payload, "payload of event " + eventName);
        Instant now = now();
        send(instanceId, new HistoryEvent.EventRaised(now, eventName, json, now, 0), "events are for unfinished ones");
    }

    @Override
    public void terminate(String instanceId, @Nullable String reason, boolean recursive) {
        send(instanceId, new HistoryEvent.ExecutionTerminated(now(), reason, recursive), "must not have finished");
    }

    @Override
    public void suspend(String instanceId, @Nullable String reason) {
        send(instanceId, new HistoryEvent.ExecutionSuspended(now(), reason), "must not have finished");
    }

    @Override
    public void resume(String instanceId, @Nullable String reason) {
        send(instanceId, new HistoryEvent.ExecutionResumed(now(), reason), "must not have finished");
    }

    @Override
    public void rewind(String instanceId, @Nullable String reason) {
        send(instanceId, new HistoryEvent.ExecutionRewound(now(), reason), "only a failed one can be rewound");
    }

    private void send(String instanceId, HistoryEvent event, String needed) {
        Optional<StoredMessage> stored = node.database().write(tx -> {
            Optional<StoredMessage> message = node.instances().append(tx, new Message(instanceId, null, event));
            if (message.isPresent()) {
                node.others().wakeOther(tx, instanceId);
            }
            return message;
        });
        node.deliver(stored.orElseThrow(
                () -> new InstanceStateException(instanceId, known(instanceId).runtimeStatus(), needed)));
    }

    @Override
    public String restart(String instanceId, boolean newId) {
        OrchestrationStatus status = known(instanceId);
        RawJson input = status.input() == null ? null : new RawJson(status.input());
        return start(status.name(), input, newId ? StartOptions.NONE : new StartOptions(instanceId, null));
    }

    @Override
    public boolean purge(String instanceId) {
        Optional<RuntimeStatus> status = node.database().write(tx -> {
            Optional<RuntimeStatus> known = node.instances().status(tx, instanceId);
            if (known.isPresent() && known.get().isFinished()) {
                queries.purge(tx, List.of(instanceId));
            }
            return known;
        });
        if (status.isPresent() && !status.get().isFinished()) {
            throw new InstanceStateException(instanceId, status.get(), "must have finished, or be terminated first");
        }
        return status.isPresent();
    }

    @Override
    public int purge(InstanceQuery filter) {
        int all = 0;
        int gone;
        do {
            gone = node.database().write(tx -> queries.purge(tx, filter, PURGED_AT_ONCE));
            all += gone;
        } while (gone == PURGED_AT_ONCE);
        return all;
    }

    @Override
    public InstancePage query(InstanceQuery query) {
        return node.database().read(tx -> queries.query(tx, query));
    }

    @Override
    public List<HistoryEvent> history(String instanceId) {
        known(instanceId);
        return node.database().read(tx -> queries.history(tx, instanceId));
    }
}
