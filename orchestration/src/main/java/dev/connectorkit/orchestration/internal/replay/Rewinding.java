package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryEvent.Action;
import dev.connectorkit.orchestration.history.HistoryEvent.SubOrchestrationCreated;
import dev.connectorkit.orchestration.history.HistoryEvent.TaskScheduled;
import java.util.ArrayList;
import java.util.List;

/**
 * A failed instance before its failure: its end is taken away, and with it the failures that no action followed. Those
 * activities are queued again, those sub-orchestrations rewound; a failure that the code had answered with an action stays, or
 * the code would do something else than its history says.
 */
record Rewinding(InstanceState state, List<TaskScheduled> again, List<Message> children) {

    private static final String NOT_REWINDABLE = InstanceStateException.class.getName();

    /** The failure of a sub-orchestration that is not there to be rewound. */
    static FailureDetails notRewindable(String message) {
        return new FailureDetails(NOT_REWINDABLE, message, null, null, true);
    }

    static Rewinding of(InstanceState state, HistoryEvent.ExecutionRewound rewound) {
        List<HistoryEvent> events = state.history().events();
        int lastAction = events.size() - 1;
        while (lastAction >= 0 && !(events.get(lastAction) instanceof Action)) {
            lastAction--;
        }
        List<HistoryEvent> kept = new ArrayList<>();
        List<TaskScheduled> again = new ArrayList<>();
        List<Message> children = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            HistoryEvent event = events.get(i);
            if (event instanceof HistoryEvent.ExecutionCompleted) {
                continue;
            }
            if (i > lastAction && event instanceof HistoryEvent.TaskFailed failed) {
                again.add((TaskScheduled) state.history().actions().get(failed.taskId()));
            } else if (i > lastAction
                    && event instanceof HistoryEvent.SubOrchestrationFailed failed
                    && !failed.failure().errorType().equals(NOT_REWINDABLE)) {
                SubOrchestrationCreated child =
                        (SubOrchestrationCreated) state.history().actions().get(failed.taskId());
                children.add(new Message(child.instanceId(), null, rewound));
            } else {
                kept.add(event);
            }
        }
        InstanceState before = new InstanceState(
                state.id(),
                state.name(),
                state.execution(),
                RuntimeStatus.RUNNING,
                state.input(),
                state.customStatus(),
                state.parent(),
                state.turn(),
                state.rows(),
                state.createdAt(),
                null,
                new History(kept));
        return new Rewinding(before, again, children);
    }

    /** The result of the turn that followed, with the whole history and what is done again. */
    TurnResult onTopOf(TurnResult next) {
        if (next.continued() != null) {
            return next;
        }
        List<HistoryEvent> all = new ArrayList<>(state.history().events());
        all.addAll(next.history());
        List<TaskScheduled> activities = new ArrayList<>(again);
        activities.addAll(next.activities());
        List<Message> messages = new ArrayList<>(children);
        messages.addAll(next.messages());
        return new TurnResult(
                next.at(),
                all,
                true,
                next.status(),
                next.customStatus(),
                next.output(),
                next.failure(),
                activities,
                next.children(),
                messages,
                next.nextDue(),
                null);
    }
}
