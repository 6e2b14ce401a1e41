package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryEvent.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the code asks for, held against what the history says it asked for. */
final class ActionLog {

    private final List<Action> recorded;
    private final List<Action> added = new ArrayList<>();
    private int next;

    ActionLog(List<Action> recorded) {
        this.recorded = recorded;
    }

    int nextId() {
        return next;
    }

    /**
     * Takes note of what the code asks for.
     *
     * @return what is wrong with it, null if nothing
     */
    @Nullable String add(Action asked) {
        int id = next++;
        if (id >= recorded.size()) {
            added.add(asked);
            return null;
        }
        Action known = recorded.get(id);
        return subject(known).equals(subject(asked))
                ? null
                : "The code asks for " + subject(asked) + ", where its history has " + subject(known) + " (#" + id
                        + ")." + " An orchestration must do the same in every replay: " + ADVICE;
    }

    /** What the history has and the code did not ask for, once it has come to its end. */
    @Nullable String missing() {
        if (next >= recorded.size()) {
            return null;
        }
        return "The code has come to its end or waits, where its history goes on with " + subject(recorded.get(next))
                + " (#" + next + "). An orchestration must do the same in every replay: " + ADVICE;
    }

    /** What is wrong with an answer to this id, null if nothing. */
    @Nullable String unasked(HistoryEvent.Answer answer) {
        int id = answer.taskId();
        if (id < next) {
            return null;
        }
        String what = id < recorded.size() ? subject(recorded.get(id)) : "something";
        return "The history has a " + answer.getClass().getSimpleName() + " for " + what + " (#" + id
                + "), which the code has not asked for. An orchestration must do the same in every replay: " + ADVICE;
    }

    private static final String ADVICE =
            "keep clocks, random numbers and I/O out of it, and register changed code under a new name while instances run.";

    List<Action> added() {
        return added;
    }

    static String subject(Action action) {
        if (action instanceof HistoryEvent.TaskScheduled activity) {
            return "activity '" + activity.name() + "'";
        } else if (action instanceof HistoryEvent.SubOrchestrationCreated child) {
            return "sub-orchestration '" + child.name() + "'";
        } else if (action instanceof HistoryEvent.EventSent sent) {
            return "event '" + sent.name() + "' to instance '" + sent.instanceId() + "'";
        } else if (action instanceof HistoryEvent.TimerCanceled canceled) {
            return "the end of timer #" + canceled.timerId();
        }
        return "a timer";
    }
}
