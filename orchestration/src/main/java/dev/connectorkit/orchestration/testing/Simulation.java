package dev.connectorkit.orchestration.testing;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.internal.history.EventJson;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.replay.VersionPolicy;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the turns of instances in memory, one after the other; activities run when no turn can. */
final class Simulation {

    /** Runs an activity. */
    interface Performer {
        HistoryEvent perform(String instanceId, String execution, HistoryEvent.TaskScheduled call);
    }

    private record Call(String instanceId, String execution, HistoryEvent.TaskScheduled activity) {}

    private final Map<String, SimulatedInstance> instances = new LinkedHashMap<>();
    private final Deque<Call> activities = new ArrayDeque<>();
    private final Turn turn;
    private final Clock clock;
    private final Performer performer;
    private long messages;
    private int starts;

    Simulation(Orchestrations orchestrations, Payloads codec, Clock clock, Performer performer) {
        this.turn = new Turn(orchestrations, codec, VersionPolicy.ANY);
        this.clock = clock;
        this.performer = performer;
    }

    void add(String id, String name, @Nullable String input, StartOptions options) {
        String execution = UUID.nameUUIDFromBytes(("test/" + ++starts).getBytes(StandardCharsets.UTF_8))
                .toString();
        add(new Instance(id, name, options.version(), options.tags(), execution, null, clock.instant()), input);
    }

    private void add(Instance instance, @Nullable String input) {
        SimulatedInstance known = instances.get(instance.id());
        if (known != null && !known.state.status().isFinished()) {
            throw new InstanceStateException(
                    instance.id(), known.state.status(), "must have finished, or the new one needs another id");
        }
        instances.put(instance.id(), new SimulatedInstance(InstanceState.fresh(instance, input)));
    }

    boolean send(String id, @Nullable String execution, HistoryEvent event) {
        SimulatedInstance instance = instances.get(id);
        boolean takes = instance != null && takes(instance.state.status(), event);
        if (takes) {
            HistoryEvent numbered = EventJson.numbered(event, ++messages);
            Objects.requireNonNull(instance).inbox.add(new Message(id, execution, numbered));
            instance.due = true;
        }
        return takes;
    }

    private static boolean takes(RuntimeStatus status, HistoryEvent event) {
        if (status == RuntimeStatus.FAILED) {
            return event instanceof HistoryEvent.ExecutionRewound || event instanceof HistoryEvent.Answer;
        }
        return !status.isFinished() && !(event instanceof HistoryEvent.ExecutionRewound);
    }

    /** Runs turns and activities until all instances wait. */
    void settle() {
        while (true) {
            SimulatedInstance next = instances.values().stream()
                    .filter(each -> each.due)
                    .findFirst()
                    .orElse(null);
            if (next != null) {
                run(next);
            } else if (!activities.isEmpty()) {
                Call call = activities.remove();
                send(
                        call.instanceId(),
                        call.execution(),
                        performer.perform(call.instanceId(), call.execution(), call.activity()));
            } else {
                return;
            }
        }
    }

    private void run(SimulatedInstance instance) {
        instance.due = false;
        List<Message> taken = List.copyOf(instance.inbox);
        instance.inbox.clear();
        InstanceState before = instance.state;
        TurnResult result = turn.run(before, taken, clock.instant());
        if (result.isNothing()) {
            return;
        }
        TurnResult.Continued again = result.continued();
        instance.state = before.after(result, null);
        instance.last = result;
        if (again != null) {
            again.carried().forEach(event -> instance.inbox.add(new Message(before.id(), null, event)));
            instance.due = true;
        }
        result.activities().forEach(activity -> activities.add(new Call(before.id(), before.execution(), activity)));
        result.children().forEach(child -> startChild(before, child, result.at()));
        result.rewoundChildren().forEach(child -> rewindChild(before, child, result.at()));
        result.messages().forEach(message -> send(message.instanceId(), message.execution(), message.event()));
    }

    private void startChild(InstanceState before, HistoryEvent.SubOrchestrationCreated child, Instant at) {
        Instance.Parent parent = new Instance.Parent(before.id(), before.execution(), child.id());
        try {
            add(Instance.child(child.instanceId(), child.name(), child.version(), parent, at), child.input());
        } catch (InstanceStateException e) {
            Message refusal = TurnResult.refusedChild(parent, child, e.getStatus(), at);
            send(refusal.instanceId(), refusal.execution(), refusal.event());
        }
    }

    private void rewindChild(InstanceState before, HistoryEvent.SubOrchestrationCreated child, Instant at) {
        Instance.Parent parent = new Instance.Parent(before.id(), before.execution(), child.id());
        SimulatedInstance known = instances.get(child.instanceId());
        Instance.Parent former = known == null ? null : known.state.instance().parent();
        if (known == null
                || former == null
                || !former.instanceId().equals(parent.instanceId())
                || !former.execution().equals(parent.execution())) {
            startChild(before, child, at);
            return;
        }
        known.state = known.state.withParent(parent);
        send(
                child.instanceId(),
                null,
                TurnResult.rewound(child.instanceId(), at).event());
    }

    @Nullable Instant nextDue() {
        return instances.values().stream()
                .map(each -> each.state.nextDue())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    void fireTimers() {
        for (SimulatedInstance instance : instances.values()) {
            Instant due = instance.state.nextDue();
            instance.due |= due != null && !due.isAfter(clock.instant());
        }
    }

    OrchestrationStatus status(String id) {
        SimulatedInstance instance = known(id);
        return instance.state.seen(instance.last);
    }

    List<HistoryEvent> history(String id) {
        return List.copyOf(known(id).state.history().events());
    }

    private SimulatedInstance known(String id) {
        SimulatedInstance instance = instances.get(id);
        if (instance == null) {
            throw new InstanceNotFoundException(id);
        }
        return instance;
    }
}
