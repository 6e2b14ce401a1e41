package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One step of an instance: takes what came, runs the code as far as it goes. A function of its arguments and the code. */
public final class Turn {

    private final Orchestrations orchestrations;
    private final PayloadCodec codec;

    /** For these orchestrations. */
    public Turn(Orchestrations orchestrations, PayloadCodec codec) {
        this.orchestrations = orchestrations;
        this.codec = codec;
    }

    /**
     * Runs a turn.
     *
     * @param incoming what came, in order, each with the time at which it did
     */
    public TurnResult run(InstanceState state, List<Message> incoming, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        Instant last = state.history().lastAt();
        if (last != null && last.isAfter(now)) {
            now = last;
        }
        if (state.status().isFinished()) {
            return afterEnd(state, incoming, now);
        }
        if (state.isTooEarly(now) && incoming.stream().noneMatch(Turn::isEnd)) {
            return TurnResult.nothing(state, now);
        }
        List<HistoryEvent> fresh = fresh(state, incoming, now);
        if (fresh.isEmpty()) {
            return TurnResult.nothing(state, now);
        }
        HistoryEvent latest = fresh.get(fresh.size() - 1);
        if (latest instanceof HistoryEvent.ExecutionTerminated terminated) {
            return terminate(state, fresh, terminated, now);
        }
        return step(state, fresh, now);
    }

    private static boolean isEnd(Message message) {
        return message.event() instanceof HistoryEvent.ExecutionTerminated;
    }

    private static List<HistoryEvent> fresh(InstanceState state, List<Message> incoming, Instant now) {
        List<HistoryEvent> fresh = new ArrayList<>();
        if (state.history().size() == 0) {
            fresh.add(new HistoryEvent.ExecutionStarted(now, state.name(), state.execution(), state.input()));
        }
        DueTimers timers = new DueTimers(state.history().openTimers(), now);
        for (Message message : incoming) {
            String execution = message.execution();
            if ((execution != null && !execution.equals(state.execution()))
                    || message.event() instanceof HistoryEvent.ExecutionRewound) {
                continue;
            }
            timers.firedBefore(message.event().at()).forEach(fresh::add);
            fresh.add(message.event().stamped(now));
            if (message.event() instanceof HistoryEvent.ExecutionTerminated) {
                return fresh;
            }
        }
        timers.firedBefore(now).forEach(fresh::add);
        return fresh;
    }

    private TurnResult step(InstanceState state, List<HistoryEvent> fresh, Instant now) {
        RegisteredOrchestration<?, ?> code = orchestrations.orchestration(state.name());
        OrchestratorRun run = new OrchestratorRun(state, fresh, codec);
        Outcome outcome = code == null ? unknown(state.name()) : run.execute(code);
        if (outcome instanceof Outcome.Continued again) {
            String execution = UUID.nameUUIDFromBytes((state.execution() + "/next").getBytes(StandardCharsets.UTF_8))
                    .toString();
            return result(state, now, List.of(), run, RuntimeStatus.RUNNING, null, null)
                    .continuedAs(new TurnResult.Continued(again.input(), execution, again.carried()));
        }
        List<HistoryEvent> added = new ArrayList<>(fresh);
        if (outcome instanceof Outcome.Completed completed) {
            added.addAll(run.added());
            added.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.COMPLETED, completed.output(), null));
            return result(state, now, added, run, RuntimeStatus.COMPLETED, completed.output(), null);
        }
        if (outcome instanceof Outcome.Failed failed) {
            added.addAll(run.added());
            added.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.FAILED, null, failed.failure()));
            return result(state, now, added, run, RuntimeStatus.FAILED, null, failed.failure());
        }
        added.addAll(run.added());
        RuntimeStatus status = run.isSuspended() ? RuntimeStatus.SUSPENDED : RuntimeStatus.RUNNING;
        return result(state, now, added, run, status, null, null);
    }

    private Outcome.Failed unknown(String name) {
        return new Outcome.Failed(new FailureDetails(
                IllegalStateException.class.getName(),
                "No orchestration " + name + " is registered here; known are " + orchestrations.orchestrationNames()
                        + ". Register it and rewind the instance",
                null,
                null,
                true));
    }

    private static TurnResult result(
            InstanceState state,
            Instant now,
            List<HistoryEvent> added,
            OrchestratorRun run,
            RuntimeStatus status,
            @Nullable String output,
            @Nullable FailureDetails failure) {
        List<Message> messages = new ArrayList<>();
        for (HistoryEvent.EventSent sent : TurnResult.only(run.added(), HistoryEvent.EventSent.class)) {
            messages.add(new Message(
                    sent.instanceId(), null, new HistoryEvent.EventRaised(now, sent.name(), sent.input(), now, 0)));
        }
        if (status.isFinished()) {
            answerParent(state, now, output, failure, messages);
        }
        return new TurnResult(
                now,
                added,
                false,
                status,
                run.customStatus(),
                output,
                failure,
                TurnResult.only(run.added(), HistoryEvent.TaskScheduled.class),
                TurnResult.only(run.added(), HistoryEvent.SubOrchestrationCreated.class),
                messages,
                status.isFinished() ? null : DueTimers.next(state.history().openTimers(), added),
                null);
    }

    private static void answerParent(
            InstanceState state,
            Instant now,
            @Nullable String output,
            @Nullable FailureDetails failure,
            List<Message> messages) {
        InstanceState.Parent parent = state.parent();
        if (parent != null) {
            HistoryEvent answer = failure == null
                    ? new HistoryEvent.SubOrchestrationCompleted(now, parent.taskId(), output)
                    : new HistoryEvent.SubOrchestrationFailed(now, parent.taskId(), failure);
            messages.add(new Message(parent.instanceId(), parent.execution(), answer));
        }
    }

    private static TurnResult terminate(
            InstanceState state, List<HistoryEvent> fresh, HistoryEvent.ExecutionTerminated terminated, Instant now) {
        List<HistoryEvent> added = new ArrayList<>(fresh);
        added.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.TERMINATED, null, null));
        List<Message> messages = new ArrayList<>();
        if (terminated.recursive()) {
            for (String child : state.history().openChildren().values()) {
                messages.add(new Message(child, null, terminated.stamped(now)));
            }
        }
        String reason = terminated.reason() == null ? "" : ": " + terminated.reason();
        answerParent(
                state, now, null, Rewinding.notRewindable("The sub-orchestration was terminated" + reason), messages);
        String output = terminated.reason() == null ? null : JsonText.quoted(terminated.reason());
        return new TurnResult(
                now,
                added,
                false,
                RuntimeStatus.TERMINATED,
                state.customStatus(),
                output,
                null,
                List.of(),
                List.of(),
                messages,
                null,
                null);
    }

    /** What still comes for a finished instance: a failed one keeps the answers it waited for, and may be rewound. */
    private TurnResult afterEnd(InstanceState state, List<Message> incoming, Instant now) {
        if (state.status() != RuntimeStatus.FAILED) {
            return TurnResult.nothing(state, now);
        }
        List<HistoryEvent> late = new ArrayList<>();
        HistoryEvent.ExecutionRewound rewound = null;
        for (Message message : incoming) {
            if (message.event() instanceof HistoryEvent.ExecutionRewound asked) {
                rewound = asked.stamped(now);
            } else if (message.event() instanceof HistoryEvent.Answer answer
                    && state.execution().equals(message.execution())) {
                late.add(answer.stamped(now));
            }
        }
        if (rewound == null) {
            return late.isEmpty() ? TurnResult.nothing(state, now) : TurnResult.late(state, late, now);
        }
        List<HistoryEvent> all = new ArrayList<>(state.history().events());
        all.addAll(late);
        Rewinding back = Rewinding.of(state.withHistory(new History(all)), rewound);
        return back.onTopOf(step(back.state(), List.of(rewound), now));
    }

    /** The first difference between the code and a history, empty if the code does what the history says. */
    public Optional<String> difference(List<HistoryEvent> history) {
        if (history.isEmpty() || !(history.get(0) instanceof HistoryEvent.ExecutionStarted started)) {
            throw new IllegalArgumentException("A history begins with ExecutionStarted");
        }
        RegisteredOrchestration<?, ?> code = orchestrations.orchestration(started.name());
        if (code == null) {
            return Optional.of("No orchestration " + started.name() + " is registered");
        }
        InstanceState state = InstanceState.fresh(
                        "replay", started.name(), started.execution(), started.input(), null, started.at())
                .withHistory(new History(history));
        OrchestratorRun run = new OrchestratorRun(state, List.of(), codec);
        return Divergence.of(run.execute(code), run.added(), history.get(history.size() - 1));
    }
}
