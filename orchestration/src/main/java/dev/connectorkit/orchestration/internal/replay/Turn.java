package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.SubOrchestrationCreated;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RegisteredOrchestration;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.history.EventJson;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One step of an instance: takes messages and runs the code until it waits. A function of its arguments and the code. */
public final class Turn {

    private final Orchestrations orchestrations;
    private final Payloads codec;
    private final VersionPolicy versions;
    private final ParkedRuns parked;

    /** Creates the step for these orchestrations, which replays each time. */
    public Turn(Orchestrations orchestrations, Payloads codec, VersionPolicy versions) {
        this(orchestrations, codec, versions, ParkedRuns.of(0));
    }

    /** Creates the step for these orchestrations, which replays where no run is parked. */
    public Turn(Orchestrations orchestrations, Payloads codec, VersionPolicy versions, ParkedRuns parked) {
        this.orchestrations = orchestrations;
        this.codec = codec;
        this.versions = versions;
        this.parked = parked;
    }

    /**
     * Runs a turn.
     *
     * @param incoming the messages in order, each with the time at which it arrived
     * @param time the wall clock
     */
    public TurnResult run(InstanceState state, List<Message> incoming, Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        if (state.status().isFinished()) {
            return afterEnd(state, incoming, now);
        }
        boolean ends = incoming.stream().anyMatch(Turn::isEnd);
        if (state.isTooEarly(now) && !ends) {
            return TurnResult.nothing(state, now);
        }
        List<HistoryEvent> fresh = fresh(state, incoming, now);
        if (fresh.isEmpty()) {
            return TurnResult.nothing(state, now);
        }
        HistoryEvent latest = fresh.get(fresh.size() - 1);
        if (latest instanceof HistoryEvent.ExecutionTerminated terminated) {
            return Ending.terminated(state, fresh, terminated, now);
        }
        if (versions.accepts(state.instance().version())) {
            return step(state, fresh, now, null);
        }
        return switch (versions.mismatch()) {
            case REJECT -> TurnResult.builder(state, now).rejected().build();
            case FAIL -> Ending.failed(state, fresh, unacceptable(state), now);
        };
    }

    /** Returns the result that fails an instance whose regular result cannot be stored. */
    public TurnResult fail(InstanceState state, List<Message> incoming, Instant time, Throwable cause) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        if (state.status().isFinished()) {
            return TurnResult.nothing(state, now);
        }
        return Ending.failed(state, fresh(state, incoming, now), FailureDetails.of(cause), now);
    }

    private static boolean isEnd(Message message) {
        return message.event() instanceof HistoryEvent.ExecutionTerminated;
    }

    private static List<HistoryEvent> fresh(InstanceState state, List<Message> incoming, Instant now) {
        List<HistoryEvent> fresh = new ArrayList<>();
        History history = state.history();
        if (history.size() == 0) {
            fresh.add(new HistoryEvent.ExecutionStarted(
                    now,
                    state.name(),
                    state.execution(),
                    state.input(),
                    state.instance().version()));
        }
        DueTimers timers = new DueTimers(history.openTimers(), now);
        Set<Integer> answered = new HashSet<>();
        for (Message message : incoming) {
            String execution = message.execution();
            HistoryEvent event = message.event();
            if ((execution != null && !execution.equals(state.execution()))
                    || event instanceof HistoryEvent.ExecutionRewound
                    || (event instanceof HistoryEvent.Answer answer && history.action(answer.taskId()) == null)
                    || isRepeated(event, history, answered)) {
                continue;
            }
            timers.firedBefore(event.at()).forEach(fresh::add);
            fresh.add(EventJson.at(event, now));
            if (event instanceof HistoryEvent.ExecutionTerminated) {
                return fresh;
            }
        }
        timers.firedBefore(now).forEach(fresh::add);
        return fresh;
    }

    /** Returns whether an activity has answered before: it was run twice, as after the end of a node. */
    private static boolean isRepeated(HistoryEvent event, History history, Set<Integer> answered) {
        if (event instanceof HistoryEvent.TaskCompleted || event instanceof HistoryEvent.TaskFailed) {
            int id = ((HistoryEvent.Answer) event).taskId();
            return !history.openActivities().containsKey(id) || !answered.add(id);
        }
        return false;
    }

    /** @param kept the events that replace the stored history, null if that is continued */
    private TurnResult step(
            InstanceState state, List<HistoryEvent> fresh, Instant now, @Nullable List<HistoryEvent> kept) {
        RegisteredOrchestration<?, ?> code = orchestrations.orchestration(state.name());
        if (code == null) {
            return Ending.failed(state, fresh, unknown(state.name()), now);
        }
        OrchestratorRun run = parked.run(state, fresh, code, () -> run(state, fresh));
        List<HistoryEvent> events = new ArrayList<>(fresh);
        events.addAll(run.patches());
        run.again().forEach(action -> events.add(EventJson.at(action, now)));
        events.addAll(run.added());
        TurnResult.Builder result = result(state, events, run, now);
        return (kept == null ? result : result.replacing(kept)).build();
    }

    private OrchestratorRun run(InstanceState state, List<HistoryEvent> fresh) {
        History history = state.history();
        Set<Integer> cleared = new HashSet<>(history.cleared());
        boolean rewound = history.isRewound();
        for (HistoryEvent event : fresh) {
            if (event instanceof HistoryEvent.ExecutionRewound rewinding) {
                rewound = true;
                cleared.addAll(rewinding.failed());
            }
        }
        if (!rewound) {
            return new OrchestratorRun(state, new EventFeed(history, fresh), new ReplayedActions(history), codec);
        }
        RewoundFeed feed = new RewoundFeed(history, fresh);
        return new OrchestratorRun(state, feed, new RewoundActions(history, cleared, feed), codec);
    }

    private TurnResult.Builder result(
            InstanceState state, List<HistoryEvent> events, OrchestratorRun run, Instant now) {
        Outcome outcome = run.outcome();
        List<Message> messages = new ArrayList<>();
        for (HistoryEvent.EventSent sent : TurnResult.only(run.added(), HistoryEvent.EventSent.class)) {
            messages.add(new Message(
                    sent.instanceId(), null, new HistoryEvent.EventRaised(now, sent.name(), sent.input(), now, 0)));
        }
        List<HistoryEvent.TaskScheduled> activities =
                new ArrayList<>(TurnResult.only(run.again(), HistoryEvent.TaskScheduled.class));
        activities.addAll(TurnResult.only(run.added(), HistoryEvent.TaskScheduled.class));
        TurnResult.Builder result = TurnResult.builder(state, now)
                .customStatus(run.customStatus())
                .activities(activities)
                .children(TurnResult.only(run.added(), SubOrchestrationCreated.class))
                .rewoundChildren(TurnResult.only(run.again(), SubOrchestrationCreated.class))
                .messages(messages);
        if (outcome instanceof Outcome.Continued again) {
            String execution = UUID.nameUUIDFromBytes((state.execution() + "/next").getBytes(StandardCharsets.UTF_8))
                    .toString();
            return result.status(RuntimeStatus.RUNNING)
                    .continued(new TurnResult.Continued(again.input(), execution, again.carried()));
        }
        if (outcome instanceof Outcome.Completed completed) {
            events.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.COMPLETED, completed.output(), null));
            Ending.answerParent(state, now, completed.output(), null, messages);
            result.status(RuntimeStatus.COMPLETED).output(completed.output());
        } else if (outcome instanceof Outcome.Failed failed) {
            events.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.FAILED, null, failed.failure()));
            Ending.answerParent(state, now, null, failed.failure(), messages);
            result.status(RuntimeStatus.FAILED).failure(failed.failure());
        } else {
            result.status(run.isSuspended() ? RuntimeStatus.SUSPENDED : RuntimeStatus.RUNNING)
                    .nextDue(DueTimers.next(state.history().openTimers(), events));
        }
        return result.history(events);
    }

    private FailureDetails unknown(String name) {
        return new FailureDetails(
                IllegalStateException.class.getName(),
                "No orchestration " + name + " is registered here; known are " + orchestrations.orchestrationNames()
                        + ". Register it and rewind the instance",
                null,
                null,
                true);
    }

    private FailureDetails unacceptable(InstanceState state) {
        return new FailureDetails(
                "VersionMismatch",
                "Instance " + state.id() + " has the version "
                        + state.instance().version()
                        + ", and this runtime has the version " + versions.current() + " and accepts "
                        + versions.match() + ". Deploy a runtime that accepts it and rewind the instance",
                null,
                null,
                true);
    }

    /** Handles the messages of a finished instance: a failed one keeps late answers, and can be rewound. */
    private TurnResult afterEnd(InstanceState state, List<Message> incoming, Instant now) {
        if (state.status() != RuntimeStatus.FAILED) {
            return TurnResult.nothing(state, now);
        }
        List<HistoryEvent> late = new ArrayList<>();
        HistoryEvent.ExecutionRewound rewound = null;
        for (Message message : incoming) {
            if (message.event() instanceof HistoryEvent.ExecutionRewound asked) {
                rewound = asked;
            } else if (message.event() instanceof HistoryEvent.Answer answer
                    && state.execution().equals(message.execution())
                    && state.history().action(answer.taskId()) != null) {
                late.add(EventJson.at(answer, now));
            }
        }
        if (rewound == null) {
            return late.isEmpty() ? TurnResult.nothing(state, now) : Ending.late(state, late, now);
        }
        List<HistoryEvent> all = new ArrayList<>(state.history().events());
        all.addAll(late);
        return rewind(state.withHistory(new History(all)), rewound, now);
    }

    private TurnResult rewind(InstanceState state, HistoryEvent.ExecutionRewound asked, Instant now) {
        if (orchestrations.orchestration(state.name()) == null) {
            return Ending.failed(state, List.of(asked), unknown(state.name()), now);
        }
        if (!versions.accepts(state.instance().version())) {
            return Ending.failed(state, List.of(asked), unacceptable(state), now);
        }
        Rewinding rewinding = Rewinding.of(state.history().events(), asked.reason(), now);
        InstanceState before = state.withHistory(new History(rewinding.kept()));
        return step(before, List.of(rewinding.event()), now, rewinding.kept());
    }

    /** Returns the first difference between the code and a history, empty if the code does what the history says. */
    public Optional<String> difference(List<HistoryEvent> history) {
        if (history.isEmpty() || !(history.get(0) instanceof HistoryEvent.ExecutionStarted started)) {
            throw new IllegalArgumentException("A history begins with ExecutionStarted");
        }
        RegisteredOrchestration<?, ?> code = orchestrations.orchestration(started.name());
        if (code == null) {
            return Optional.of("No orchestration " + started.name() + " is registered");
        }
        Instance instance = new Instance(
                "replay",
                started.name(),
                started.version(),
                java.util.Map.of(),
                started.execution(),
                null,
                started.at());
        InstanceState state = InstanceState.fresh(instance, started.input()).withHistory(new History(history));
        OrchestratorRun run = run(state, List.of()).execute(code);
        return Divergence.of(run.outcome(), run.added(), history.get(history.size() - 1));
    }
}
