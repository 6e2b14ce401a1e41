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

/** The changes of a turn, to be stored in one transaction. Immutable. */
public final class TurnResult {

    private final Instant at;
    private final RuntimeStatus status;
    private final List<HistoryEvent> history;
    private final boolean replaces;
    private final boolean rejected;
    private final @Nullable String customStatus;
    private final @Nullable String output;
    private final @Nullable FailureDetails failure;
    private final List<TaskScheduled> activities;
    private final List<SubOrchestrationCreated> children;
    private final List<SubOrchestrationCreated> rewoundChildren;
    private final List<Message> messages;
    private final @Nullable Instant nextDue;
    private final @Nullable Continued continued;

    private TurnResult(Builder builder) {
        this.at = builder.at;
        this.status = builder.status;
        this.history = builder.history;
        this.replaces = builder.replaces;
        this.rejected = builder.rejected;
        this.customStatus = builder.customStatus;
        this.output = builder.output;
        this.failure = builder.failure;
        this.activities = builder.activities;
        this.children = builder.children;
        this.rewoundChildren = builder.rewoundChildren;
        this.messages = builder.messages;
        this.nextDue = builder.nextDue;
        this.continued = builder.continued;
    }

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
    static TurnResult nothing(InstanceState state, Instant at) {
        return builder(state, at).build();
    }

    /** Returns the time of the turn. */
    public Instant at() {
        return at;
    }

    /** Returns the status. */
    public RuntimeStatus status() {
        return status;
    }

    /** Returns the events to add to the history, or all of them if it is replaced. */
    public List<HistoryEvent> history() {
        return history;
    }

    /** Returns whether the history is replaced. */
    public boolean replaces() {
        return replaces;
    }

    /** Returns whether another runtime must run the instance, because of its version. */
    public boolean isRejected() {
        return rejected;
    }

    /** Returns the custom status as JSON text. */
    public @Nullable String customStatus() {
        return customStatus;
    }

    /** Returns the output of a completed or terminated instance as JSON text. */
    public @Nullable String output() {
        return output;
    }

    /** Returns the failure of a failed instance. */
    public @Nullable FailureDetails failure() {
        return failure;
    }

    /** Returns the activities to run. */
    public List<TaskScheduled> activities() {
        return activities;
    }

    /** Returns the sub-orchestrations to start. */
    public List<SubOrchestrationCreated> children() {
        return children;
    }

    /** Returns the sub-orchestrations to rewind, each by {@link #rewound}; those that do not exist any more start again. */
    public List<SubOrchestrationCreated> rewoundChildren() {
        return rewoundChildren;
    }

    /** Returns the message that rewinds a sub-orchestration. */
    public static Message rewound(String instanceId, Instant at) {
        return new Message(instanceId, null, new HistoryEvent.ExecutionRewound(at, null, List.of()));
    }

    /** Returns the messages for other instances; messages for unknown instances are dropped. */
    public List<Message> messages() {
        return messages;
    }

    /** Returns the time of the next timer, null if absent. */
    public @Nullable Instant nextDue() {
        return nextDue;
    }

    /** Returns the new run, null if this run continues. */
    public @Nullable Continued continued() {
        return continued;
    }

    /** Returns whether nothing is to be stored, except that messages were taken. */
    public boolean isNothing() {
        return history.isEmpty() && continued == null && !replaces;
    }

    /** Returns this result with the history before it, which replaces the stored one. */
    TurnResult replacing(List<HistoryEvent> before) {
        Builder result = new Builder(this);
        result.replaces = true;
        result.history = Stream.concat(before.stream(), history.stream()).toList();
        return result.build();
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

        private Builder(TurnResult result) {
            this.at = result.at;
            this.status = result.status;
            this.history = result.history;
            this.activities = result.activities;
            this.messages = result.messages;
            this.continued = result.continued;
            this.customStatus = result.customStatus;
            this.output = result.output;
            this.failure = result.failure;
            this.children = result.children;
            this.rewoundChildren = result.rewoundChildren;
            this.nextDue = result.nextDue;
        }

        Builder status(RuntimeStatus value) {
            status = value;
            return this;
        }

        Builder history(List<HistoryEvent> events) {
            history = events;
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
            return new TurnResult(this);
        }
    }
}
