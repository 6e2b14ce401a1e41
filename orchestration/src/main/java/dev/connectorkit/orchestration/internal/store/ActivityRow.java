package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An activity to be run.
 *
 * @param instanceId the instance that called it
 * @param execution the run that called it
 * @param taskId the action
 * @param name the activity
 * @param input JSON text
 * @param node the node that runs it, whose answer alone counts
 * @param call the first attempt of the call
 * @param timeout the longest time of the run, null for no limit
 * @param heartbeatTimeout the longest time between heartbeats, null for no limit
 * @param stored whether it has a row; without one, the row of its instance names the node
 */
public record ActivityRow(
        String instanceId,
        String execution,
        int taskId,
        String name,
        @Nullable String input,
        String node,
        int call,
        @Nullable Duration timeout,
        @Nullable Duration heartbeatTimeout,
        boolean stored) {

    /** Returns whether the row of this instance, and no row of its own, says that the activity runs. */
    boolean isHeldBy(InstanceState instance) {
        return !stored && node.equals(instance.node()) && execution.equals(instance.execution());
    }

    /** Returns the activity of an action, without a row. */
    public static ActivityRow of(InstanceState instance, HistoryEvent.TaskScheduled action, String node) {
        return new ActivityRow(
                instance.id(),
                instance.execution(),
                action.id(),
                action.name(),
                action.input(),
                node,
                action.call(),
                action.timeout(),
                action.heartbeatTimeout(),
                false);
    }
}
