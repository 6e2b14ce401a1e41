package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.TaskFailedException;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.runtime.RunTask;
import org.jspecify.annotations.Nullable;

/** A call without an answer. */
record OpenCall<T extends @Nullable Object>(RunTask<T> task, TypeRef<T> type) {

    void answer(HistoryEvent.Answer answer, Payloads codec) {
        FailureDetails failure = null;
        if (answer instanceof HistoryEvent.TaskFailed failed) {
            failure = failed.failure();
        } else if (answer instanceof HistoryEvent.SubOrchestrationFailed failed) {
            failure = failed.failure();
        }
        if (failure != null) {
            task.fail(new TaskFailedException(task.name(), failure));
        } else {
            String json = answer.payload();
            task.complete(() -> codec.read(json, type, "result of " + task.name()));
        }
    }
}
