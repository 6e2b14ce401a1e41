package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.Action;
import dev.connectorkit.orchestration.HistoryEvent.EventRaised;
import dev.connectorkit.orchestration.HistoryEvent.SubOrchestrationCreated;
import dev.connectorkit.orchestration.HistoryEvent.TaskScheduled;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a turn, to be stored in one transaction.
 *
 * @param at the time of the turn
 * @param status the status
 * @param history the events to add to the history, or all of them if it is replaced
 * @param replaces whether the history is replaced
 * @param rejected whether another runtime must run the instance, because of its version
 * @param customStatus the custom status as JSON text
 * @param output the output of a completed or terminated instance as JSON text
 * @param failure the failure of a failed instance
 * @param activities the activities to run
 * @param children the sub-orchestrations to start
 * @param rewoundChildren the sub-orchestrations to rewind, each by {@link #rewound}; those that do not exist any more start again
 * @param messages the messages for other instances; messages for unknown instances are dropped
 * @param nextDue the time of the next timer, null if absent
 * @param continued the new run, null if this run continues
 */
public record TurnResult(
        Instant at,
        RuntimeStatus status,
        List<HistoryEvent> history,
        boolean replaces,
        boolean rejected,
        @Nullable String customStatus,
        @Nullable String output,
        @Nullable FailureDetails failure,
        List<TaskScheduled> activities,
        List<SubOrchestrationCreated> children,
        List<SubOrchestrationCreated> rewoundChildren,
        List<Message> messages,
        @Nullable Instant nextDue,
        @Nullable Continued continued) {

    /**
     * A new run under the same id.
     *
     * @param input JSON text
     * @param execution the new run
     * @param carried unprocessed events for it, in order
     */
    public record Continued(@Nullable String input, String execution, List<EventRaised> carried) {}

    static Builder builder(InstanceState state, Instant at) {
        return new Builder(state, at);
    }

    /** Returns the result of a turn without changes, except that messages were taken. */
    public static TurnResult nothing(InstanceState state, Instant at) {
        return builder(state, at).build();
    }

    /** Returns the message that rewinds a sub-orchestration. */
    public static Message rewound(String instanceId, Instant at) {
        return new Message(instanceId, null, new HistoryEvent.ExecutionRewound(at, null, List.of()));
    }

    /** Returns whether nothing is to be stored, except that messages were taken. */
    public boolean isNothing() {
        return history.isEmpty() && continued == null && !replaces;
    }

    /** Returns whether it can be stored with its instance: the run continues or ends. */
    public boolean canBegin() {
        return !isNothing() && continued == null && !replaces && !rejected;
    }

    /** Returns the answer to the parent of a sub-orchestration that cannot start. */
    public static Message refusedChild(
            Instance.Parent parent, SubOrchestrationCreated child, RuntimeStatus existing, Instant at) {
        return new Message(
                parent.instanceId(),
                parent.execution(),
                new HistoryEvent.SubOrchestrationFailed(
                        at,
                        child.id(),
                        Rewinding.notRewindable("Instance " + child.instanceId() + " exists and is " + existing
                                + "; a sub-orchestration needs an id that is not in use")));
    }

    /** Returns the answer to the parent of a sub-orchestration that was replaced by another start of its id. */
    public static Message replacedChild(Instance.Parent parent, String id, Instant at) {
        return new Message(
                parent.instanceId(),
                parent.execution(),
                new HistoryEvent.SubOrchestrationFailed(
                        at,
                        parent.taskId(),
                        Rewinding.notRewindable("Instance " + id + " was replaced by a new start")));
    }

    /** Returns the actions of one type. */
    static <A extends Action> List<A> only(List<? extends Action> actions, Class<A> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Builds a {@link TurnResult}, which by default changes nothing. */
    static final class Builder {

        private final Instant at;
        private RuntimeStatus status;
        private List<HistoryEvent> history = List.of();
        private boolean replaces;
        private boolean rejected;
        private @Nullable String customStatus;
        private @Nullable String output;
        private @Nullable FailureDetails failure;
        private List<TaskScheduled> activities = List.of();
        private List<SubOrchestrationCreated> children = List.of();
        private List<SubOrchestrationCreated> rewoundChildren = List.of();
        private List<Message> messages = List.of();
        private @Nullable Instant nextDue;
        private @Nullable Continued continued;

        private Builder(InstanceState state, Instant at) {
            this.at = at;
            this.status = state.status();
            this.customStatus = state.customStatus();
        }

        Builder status(RuntimeStatus value) {
            status = value;
            return this;
        }

        Builder history(List<HistoryEvent> events) {
            history = events;
            return this;
        }

        /** Sets the events before the history, which together replace the stored one, unless a new run begins. */
        Builder replacing(List<HistoryEvent> kept) {
            if (continued == null) {
                history = Stream.concat(kept.stream(), history.stream()).toList();
                replaces = true;
            }
            return this;
        }

        Builder rejected() {
            rejected = true;
            return this;
        }

        Builder customStatus(@Nullable String json) {
            customStatus = json;
            return this;
        }

        Builder output(@Nullable String json) {
            output = json;
            return this;
        }

        Builder failure(@Nullable FailureDetails details) {
            failure = details;
            return this;
        }

        Builder activities(List<TaskScheduled> all) {
            activities = all;
            return this;
        }

        Builder children(List<SubOrchestrationCreated> all) {
            children = all;
            return this;
        }

        Builder rewoundChildren(List<SubOrchestrationCreated> all) {
            rewoundChildren = all;
            return this;
        }

        Builder messages(List<Message> all) {
            messages = all;
            return this;
        }

        Builder nextDue(@Nullable Instant time) {
            nextDue = time;
            return this;
        }

        Builder continued(Continued again) {
            continued = again;
            return this;
        }

        TurnResult build() {
            return new TurnResult(
                    at,
                    status,
                    history,
                    replaces,
                    rejected,
                    customStatus,
                    output,
                    failure,
                    activities,
                    children,
                    rewoundChildren,
                    messages,
                    nextDue,
                    continued);
        }
    }
}
