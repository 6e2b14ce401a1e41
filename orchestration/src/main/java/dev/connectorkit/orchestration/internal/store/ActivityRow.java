package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
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
        @Nullable Duration heartbeatTimeout) {

    /** Returns the row of an action. */
    public static ActivityRow of(String instanceId, String execution, HistoryEvent.TaskScheduled action, String node) {
        return new ActivityRow(
                instanceId,
                execution,
                action.id(),
                action.name(),
                action.input(),
                node,
                action.call(),
                action.timeout(),
                action.heartbeatTimeout());
    }
}
