package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The activities of a turn, as they are stored.
 *
 * @param node this node
 * @param claimed the number of new activities that this node runs at once; the others wait in the queue
 * @param inMemory whether these have no rows
 * @param runner the node that runs activities without rows after the turn, null if none does
 * @param left activities without rows that outlive their run, and get rows of their node
 */
public record ActivityPlan(
        String node,
        int claimed,
        boolean inMemory,
        @Nullable String runner,
        List<HistoryEvent.TaskScheduled> left) {

    /** Returns the plan of a turn. */
    public static ActivityPlan of(InstanceState before, TurnResult result, String node, int claimed) {
        String holder = before.node();
        List<HistoryEvent.TaskScheduled> open = holder == null ? List.of() : before.openAfter(result);
        if (result.status().isFinished() || result.continued() != null || result.replaces()) {
            return new ActivityPlan(
                    node, claimed, false, null, result.status() == RuntimeStatus.TERMINATED ? List.of() : open);
        }
        boolean inMemory = holder == null || holder.equals(node);
        String runner = inMemory && claimed > 0 ? node : open.isEmpty() ? null : holder;
        return new ActivityPlan(node, claimed, inMemory, runner, List.of());
    }
}
