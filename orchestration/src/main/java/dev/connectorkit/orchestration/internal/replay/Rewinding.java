package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionRewound;
import dev.connectorkit.orchestration.HistoryEvent.SubOrchestrationFailed;
import dev.connectorkit.orchestration.HistoryEvent.TaskFailed;
import dev.connectorkit.orchestration.InstanceStateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of a failed instance without its failures; everything else stays.
 *
 * @param kept the history
 * @param event the event that names the actions of the removed failures
 */
record Rewinding(List<HistoryEvent> kept, ExecutionRewound event) {

    private static final String NOT_REWINDABLE = InstanceStateException.class.getName();

    static Rewinding of(List<HistoryEvent> history, @Nullable String reason, Instant now) {
        List<HistoryEvent> kept = new ArrayList<>();
        List<Integer> failed = new ArrayList<>();
        for (HistoryEvent event : history) {
            if (event instanceof TaskFailed activity) {
                failed.add(activity.taskId());
            } else if (event instanceof SubOrchestrationFailed child && isRewindable(child)) {
                failed.add(child.taskId());
            } else if (!(event instanceof HistoryEvent.ExecutionCompleted)) {
                kept.add(event);
            }
        }
        return new Rewinding(kept, new ExecutionRewound(now, reason, failed));
    }

    /** Returns the failure of a sub-orchestration that cannot be rewound. */
    static FailureDetails notRewindable(String message) {
        return new FailureDetails(NOT_REWINDABLE, message, null, null, true);
    }

    private static boolean isRewindable(SubOrchestrationFailed child) {
        return !child.failure().errorType().equals(NOT_REWINDABLE);
    }
}
