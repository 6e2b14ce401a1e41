package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The activities of a turn, as they are stored.
 *
 * @param claimed the number of new activities that this node runs at once, without rows; the others wait in the queue
 * @param runner the node that runs activities without rows after the turn, null if none does
 * @param left activities without rows that outlive their run, and get rows of their node
 */
public record ActivityPlan(int claimed, @Nullable String runner, List<HistoryEvent.TaskScheduled> left) {

    /**
     * Returns the plan of a turn of this node.
     *
     * @param slots reserves places of a wanted number, and returns the number reserved
     */
    public static ActivityPlan of(InstanceState before, TurnResult result, String node, IntUnaryOperator slots) {
        String holder = before.node();
        List<HistoryEvent.TaskScheduled> open = holder == null ? List.of() : before.openAfter(result);
        if (result.status().isFinished() || result.continued() != null || result.replaces()) {
            return new ActivityPlan(0, null, result.status() == RuntimeStatus.TERMINATED ? List.of() : open);
        }
        boolean elsewhere = holder != null && !holder.equals(node);
        int claimed = elsewhere ? 0 : slots.applyAsInt(result.activities().size());
        return new ActivityPlan(claimed, claimed > 0 ? node : open.isEmpty() ? null : holder, List.of());
    }
}
