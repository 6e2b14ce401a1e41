package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.Action;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.orchestration.runtime.RetryingCall;
import dev.connectorkit.orchestration.runtime.RunTask;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The actions of a run, with the tasks that wait for their answers. */
final class Calls {

    /** Creates the action of one attempt. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Creates the action.
         *
         * @param first the id of the first attempt of the call
         */
        Action create(int id, int first);
    }

    private final OrchestratorRun run;
    private final Payloads codec;
    private final ActionLog actions;
    private final Map<Integer, OpenCall<?>> open = new HashMap<>();

    Calls(OrchestratorRun run, Payloads codec, ActionLog actions) {
        this.run = run;
        this.codec = codec;
        this.actions = actions;
    }

    /** Returns the requests that are not in the history. */
    List<Action> added() {
        return actions.added();
    }

    /** Continues after a turn, whose requests the history has now. */
    void resume() {
        actions.resume();
    }

    /** Returns the recorded requests whose actions run again after a rewind. */
    List<Action> again() {
        return actions.again();
    }

    /** Returns the mismatch of code that has not requested all of its history, null if it has. */
    @Nullable String missing() {
        return actions.missing();
    }

    void answered(HistoryEvent.Answer answer) {
        try {
            actions.check(answer);
        } catch (ActionLog.Mismatch mismatch) {
            throw run.diverge(mismatch.difference());
        }
        OpenCall<?> call = open.remove(answer.taskId());
        if (call != null) {
            call.answer(answer, codec);
        }
    }

    /** Requests an action and returns it. */
    Action record(IntFunction<Action> action) {
        try {
            return actions.add(action::apply);
        } catch (ActionLog.Mismatch mismatch) {
            throw run.diverge(mismatch.difference());
        }
    }

    /** Requests an action that has an answer, again if it fails and the options say so. */
    <T extends @Nullable Object> RunTask<T> call(String name, TypeRef<T> type, TaskOptions options, Attempt attempt) {
        if (options.retryPolicy() == null && options.retryHandler() == null) {
            RunTask<T> task = new RunTask<>(run, name);
            attempt(task, type, id -> attempt.create(id, id));
            return task;
        }
        RetryingCall.Attempts<T> attempts = first -> {
            RunTask<T> task = new RunTask<>(run, name);
            Action action = attempt(task, type, id -> attempt.create(id, first < 0 ? id : first));
            int call = action instanceof HistoryEvent.TaskScheduled scheduled ? scheduled.call() : action.id();
            return new RetryingCall.Started<>(task, call);
        };
        return new RetryingCall<>(run, name, options, attempts).start();
    }

    private <T extends @Nullable Object> Action attempt(RunTask<T> task, TypeRef<T> type, IntFunction<Action> request) {
        Action action = record(request);
        open.put(action.id(), new OpenCall<>(task, type));
        return action;
    }

    RunTask<Void> timer(Instant fireAt) {
        RunTask<Void> task = new RunTask<>(run, "timer");
        // Rounded up: a timer must not fire before its time.
        Instant millis = fireAt.truncatedTo(ChronoUnit.MILLIS);
        Instant end = millis.isBefore(fireAt) ? millis.plusMillis(1) : millis;
        int id = record(next -> new HistoryEvent.TimerCreated(run.now(), next, end))
                .id();
        open.put(id, new OpenCall<>(task, TypeRef.of(Void.class)));
        task.onCancel(() -> {
            open.remove(id);
            record(next -> new HistoryEvent.TimerCanceled(run.now(), next, id));
        });
        return task;
    }
}
