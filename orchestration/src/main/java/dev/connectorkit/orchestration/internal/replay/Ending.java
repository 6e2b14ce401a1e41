package dev.connectorkit.orchestration.internal.replay;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.history.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of turns that end an instance without its code, or come after its end. */
final class Ending {

    private Ending() {}

    static TurnResult failed(InstanceState state, List<HistoryEvent> fresh, FailureDetails failure, Instant now) {
        List<HistoryEvent> added = new ArrayList<>(fresh);
        added.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.FAILED, null, failure));
        List<Message> messages = new ArrayList<>();
        answerParent(state, now, null, failure, messages);
        return TurnResult.builder(state, now)
                .status(RuntimeStatus.FAILED)
                .history(added)
                .failure(failure)
                .messages(messages)
                .build();
    }

    static TurnResult terminated(
            InstanceState state, List<HistoryEvent> fresh, HistoryEvent.ExecutionTerminated terminated, Instant now) {
        List<HistoryEvent> added = new ArrayList<>(fresh);
        added.add(new HistoryEvent.ExecutionCompleted(now, RuntimeStatus.TERMINATED, null, null));
        List<Message> messages = new ArrayList<>();
        if (terminated.recursive()) {
            for (String child : state.history().openChildren().values()) {
                messages.add(new Message(child, null, EventJson.at(terminated, now)));
            }
        }
        String reason = terminated.reason();
        String message = "The sub-orchestration was terminated" + (reason == null ? "" : ": " + reason);
        answerParent(state, now, null, Rewinding.notRewindable(message), messages);
        return TurnResult.builder(state, now)
                .status(RuntimeStatus.TERMINATED)
                .history(added)
                .output(reason == null ? null : quoted(reason))
                .messages(messages)
                .build();
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Returns the result for a failed instance with answers that arrived after its end. */
    static TurnResult late(InstanceState state, List<HistoryEvent> answers, Instant at) {
        FailureDetails failure = null;
        for (HistoryEvent event : state.history().events()) {
            if (event instanceof HistoryEvent.ExecutionCompleted completed) {
                failure = completed.failure();
            }
        }
        return TurnResult.builder(state, at).history(answers).failure(failure).build();
    }

    static void answerParent(
            InstanceState state,
            Instant now,
            @Nullable String output,
            @Nullable FailureDetails failure,
            List<Message> messages) {
        Instance.Parent parent = state.instance().parent();
        if (parent != null) {
            HistoryEvent answer = failure == null
                    ? new HistoryEvent.SubOrchestrationCompleted(now, parent.taskId(), output)
                    : new HistoryEvent.SubOrchestrationFailed(now, parent.taskId(), failure);
            messages.add(new Message(parent.instanceId(), parent.execution(), answer));
        }
    }
}
