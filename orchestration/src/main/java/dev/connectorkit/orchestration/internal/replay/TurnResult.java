package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryEvent.Action;
import dev.connectorkit.orchestration.history.HistoryEvent.EventRaised;
import dev.connectorkit.orchestration.history.HistoryEvent.TaskScheduled;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a turn makes of an instance; to be stored in one transaction.
 *
 * @param at the time of the turn
 * @param history what is added to the history, or all of it if it is replaced
 * @param replaces whether the history is replaced
 * @param status where the instance stands now
 * @param customStatus JSON text
 * @param output JSON text, of a completed or terminated instance
 * @param failure of a failed instance
 * @param activities to be queued
 * @param children to be started
 * @param messages for other instances; for ones that are not there they are dropped
 * @param nextDue when a timer ends, null if there is none
 * @param continued how it starts again, null if it does not
 */
public record TurnResult(
        Instant at,
        List<HistoryEvent> history,
        boolean replaces,
        RuntimeStatus status,
        @Nullable String customStatus,
        @Nullable String output,
        @Nullable FailureDetails failure,
        List<TaskScheduled> activities,
        List<HistoryEvent.SubOrchestrationCreated> children,
        List<Message> messages,
        @Nullable Instant nextDue,
        @Nullable Continued continued) {

    /**
     * A new run under the same id.
     *
     * @param input JSON text
     * @param execution the new run
     * @param carried events for it, in order
     */
    public record Continued(@Nullable String input, String execution, List<EventRaised> carried) {}

    /** Whether nothing is to be stored, except that messages were taken. */
    public boolean isNothing() {
        return history.isEmpty() && continued == null && !replaces;
    }

    /** The answer to a parent whose sub-orchestration cannot start. */
    public static Message refusedChild(
            InstanceState.Parent parent,
            HistoryEvent.SubOrchestrationCreated child,
            RuntimeStatus inTheWay,
            Instant at) {
        return new Message(
                parent.instanceId(),
                parent.execution(),
                new HistoryEvent.SubOrchestrationFailed(
                        at,
                        child.id(),
                        Rewinding.notRewindable("There is an instance " + child.instanceId() + " already, and it is "
                                + inTheWay + "; a sub-orchestration needs an id that is free")));
    }

    TurnResult continuedAs(Continued again) {
        return new TurnResult(
                at,
                history,
                replaces,
                status,
                customStatus,
                output,
                failure,
                activities,
                children,
                messages,
                null,
                again);
    }

    /** A failed instance with answers that came too late. */
    static TurnResult late(InstanceState state, List<HistoryEvent> answers, Instant at) {
        FailureDetails failure = null;
        for (HistoryEvent event : state.history().events()) {
            if (event instanceof HistoryEvent.ExecutionCompleted completed) {
                failure = completed.failure();
            }
        }
        return new TurnResult(
                at,
                answers,
                false,
                state.status(),
                state.customStatus(),
                null,
                failure,
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    static TurnResult nothing(InstanceState state, Instant at) {
        return new TurnResult(
                at,
                List.of(),
                false,
                state.status(),
                state.customStatus(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }

    static <A extends Action> List<A> only(List<? extends Action> actions, Class<A> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
