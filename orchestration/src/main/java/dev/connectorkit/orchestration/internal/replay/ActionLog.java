package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of a run, compared with its history. */
interface ActionLog {

    /** Creates an action with an id. */
    @FunctionalInterface
    interface Request {
        Action create(int id);
    }

    /** The code does not match the history. */
    final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final String difference;

        Mismatch(String difference) {
            super(difference);
            this.difference = difference;
        }

        String difference() {
            return difference;
        }
    }

    /** Returns the action for a request of the code: the recorded one, or a new one. */
    Action add(Request request) throws Mismatch;

    /** Checks that the code has requested the action of an answer. */
    void check(HistoryEvent.Answer answer) throws Mismatch;

    /** Returns the mismatch of code that has ended or waits without having requested all of its history, null if it has. */
    @Nullable String missing();

    /** Returns the requests that are not in the history. */
    List<Action> added();

    /** Continues after a turn, whose requests the history has now. */
    default void resume() {}

    /** Returns the recorded requests whose actions run again after a rewind. */
    default List<Action> again() {
        return List.of();
    }

    /** Returns a description of an action for messages. */
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
