package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryEvent.Action;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The actions of a run, and those that wait for their answers. */
final class Calls {

    private final OrchestratorRun run;
    private final PayloadCodec codec;
    private final ActionLog actions;
    private final Map<Integer, OpenCall<?>> open = new HashMap<>();

    Calls(OrchestratorRun run, PayloadCodec codec, List<Action> recorded) {
        this.run = run;
        this.codec = codec;
        this.actions = new ActionLog(recorded);
    }

    /** What was asked for that the history does not have. */
    List<Action> added() {
        return actions.added();
    }

    /** What the history has and was not asked for, once the code has come to its end. */
    @Nullable String missing() {
        return actions.missing();
    }

    void answered(HistoryEvent.Answer answer) {
        String wrong = actions.unasked(answer);
        if (wrong != null) {
            throw run.diverge(wrong);
        }
        OpenCall<?> call = open.remove(answer.taskId());
        if (call != null) {
            call.answer(answer, codec);
        }
    }

    /** Asks for something that has no answer. */
    void record(IntFunction<Action> action) {
        record(action.apply(actions.nextId()));
    }

    private void record(Action action) {
        String wrong = actions.add(action);
        if (wrong != null) {
            throw run.diverge(wrong);
        }
    }

    /** Asks for something with an answer, again if it fails and the policy says so. */
    <T extends @Nullable Object> RunTask<T> call(
            String name, TypeRef<T> type, @Nullable RetryPolicy retry, IntFunction<Action> action) {
        Supplier<RunTask<T>> attempt = () -> {
            RunTask<T> task = new RunTask<>(run, name);
            Action asked = action.apply(actions.nextId());
            open.put(asked.id(), new OpenCall<>(task, type));
            record(asked);
            return task;
        };
        return retry == null ? attempt.get() : new RetryingCall<>(run, name, retry, attempt).start();
    }

    RunTask<Void> timer(Instant fireAt) {
        RunTask<Void> task = new RunTask<>(run, "timer");
        int id = actions.nextId();
        // Rounded up: a timer must not end before its time.
        Instant millis = fireAt.truncatedTo(ChronoUnit.MILLIS);
        Instant end = millis.isBefore(fireAt) ? millis.plusMillis(1) : millis;
        record(new HistoryEvent.TimerCreated(run.now(), id, end));
        open.put(id, new OpenCall<>(task, TypeRef.of(Void.class)));
        task.onCancel(() -> {
            open.remove(id);
            record(next -> new HistoryEvent.TimerCanceled(run.now(), next, id));
        });
        return task;
    }
}
