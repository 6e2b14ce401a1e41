package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a turn finds it.
 *
 * @param instance the part that does not change
 * @param execution distinguishes the runs of the instance
 * @param status the status
 * @param input JSON text
 * @param customStatus JSON text
 * @param turn the number of stored turns; the next one is stored only if this is still true
 * @param rows the number of rows that its history has had, and so the number of the next one
 * @param startAt the earliest time of the first turn of a pending instance, null if at once
 * @param node the node that runs activities of this run which have no rows, null if none does
 * @param history the history
 */
public record InstanceState(
        Instance instance,
        String execution,
        RuntimeStatus status,
        @Nullable String input,
        @Nullable String customStatus,
        long turn,
        int rows,
        @Nullable Instant startAt,
        @Nullable String node,
        History history) {

    /** Returns the state of an instance that was just added. */
    public static InstanceState fresh(Instance instance, @Nullable String input) {
        return new InstanceState(
                instance,
                instance.origin(),
                RuntimeStatus.PENDING,
                input,
                null,
                0,
                0,
                null,
                null,
                new History(List.of()));
    }

    /** Returns the id. */
    public String id() {
        return instance.id();
    }

    /** Returns the name of the orchestration. */
    public String name() {
        return instance.name();
    }

    /** Returns the time of the next turn that needs no message: the start or the next timer; null if absent. */
    public @Nullable Instant nextDue() {
        if (status.isFinished()) {
            return null;
        }
        return startAt != null
                ? startAt
                : history.openTimers().values().stream()
                        .min(Comparator.naturalOrder())
                        .orElse(null);
    }

    /** Returns the status that a client sees after a turn with this result. */
    public OrchestrationStatus seen(TurnResult result) {
        return OrchestrationStatus.builder(id(), name(), status)
                .version(instance.version())
                .tags(instance.tags())
                .input(input)
                .output(result.output())
                .customStatus(customStatus)
                .failure(result.failure())
                .createdAt(instance.createdAt())
                .lastUpdatedAt(result.at())
                .build();
    }

    /** Returns whether the time of its first turn has not come. */
    public boolean isTooEarly(Instant now) {
        return startAt != null && history.size() == 0 && startAt.isAfter(now);
    }

    /** Returns the state with another input. */
    public InstanceState withInput(@Nullable String text) {
        return with(instance, text, history);
    }

    /** Returns the state with another parent. */
    public InstanceState withParent(Instance.Parent parent) {
        return with(instance.withParent(parent), input, history);
    }

    /** Returns the state with another history. */
    public InstanceState withHistory(History known) {
        return with(instance, input, known);
    }

    private InstanceState with(Instance same, @Nullable String text, History known) {
        return new InstanceState(same, execution, status, text, customStatus, turn, rows, startAt, node, known);
    }

    /**
     * Returns the state after a turn, and applies the turn to the history.
     *
     * @param runner the node that runs activities without rows after the turn, null if none does
     */
    public InstanceState after(TurnResult result, @Nullable String runner) {
        TurnResult.Continued again = result.continued();
        History then = again != null ? new History(List.of()) : history;
        if (again == null && result.replaces()) {
            then = new History(result.history());
        } else if (again == null) {
            then.append(result.history());
        }
        return new InstanceState(
                instance,
                again == null ? execution : again.execution(),
                result.status(),
                again == null ? input : again.input(),
                result.customStatus(),
                turn + 1,
                rowsAfter(result),
                null,
                runner,
                then);
    }

    /** Returns the activities of this run that have not answered when a turn is stored, without those that it adds. */
    public List<HistoryEvent.TaskScheduled> openAfter(TurnResult result) {
        Map<Integer, HistoryEvent.TaskScheduled> open = new LinkedHashMap<>(history.openActivities());
        for (HistoryEvent event : result.history()) {
            if (event instanceof HistoryEvent.Answer answer) {
                open.remove(answer.taskId());
            }
        }
        return List.copyOf(open.values());
    }

    /** Returns the number of rows after a turn. */
    public int rowsAfter(TurnResult result) {
        if (result.continued() != null) {
            return 0;
        }
        return (result.replaces() ? 0 : rows) + result.history().size();
    }
}
