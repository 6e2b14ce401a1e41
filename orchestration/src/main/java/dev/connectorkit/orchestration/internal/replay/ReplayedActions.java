package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requires the code to make the requests of its history again, in order. */
final class ReplayedActions implements ActionLog {

    private static final String ADVICE =
            " An orchestration must do the same in every replay: keep clocks, random numbers and"
                    + " I/O out of it, and guard changed code with isPatched or a version while instances run.";

    private final List<Action> recorded;
    private final List<Action> added = new ArrayList<>();
    private final Set<Integer> requested = new HashSet<>();
    private final History history;
    private int position;
    private int newId;

    ReplayedActions(History history) {
        this.history = history;
        this.recorded = history.actions();
        this.newId = history.nextId();
    }

    @Override
    public Action add(Request request) throws Mismatch {
        if (position >= recorded.size()) {
            Action asked = request.create(newId++);
            requested.add(asked.id());
            added.add(asked);
            return asked;
        }
        Action known = recorded.get(position++);
        Action asked = request.create(known.id());
        if (!ActionLog.subject(known).equals(ActionLog.subject(asked))) {
            throw new Mismatch("The code requests " + ActionLog.subject(asked) + ", but its history has "
                    + ActionLog.subject(known) + " (#" + known.id() + ")." + ADVICE);
        }
        requested.add(known.id());
        return known;
    }

    @Override
    public void resume() {
        position = recorded.size();
        added.clear();
    }

    @Override
    public void check(HistoryEvent.Answer answer) throws Mismatch {
        int id = answer.taskId();
        if (!requested.contains(id)) {
            Action action = history.action(id);
            throw new Mismatch("The history has a " + answer.getClass().getSimpleName() + " for "
                    + (action == null ? "an unknown action" : ActionLog.subject(action)) + " (#" + id
                    + "), which the code has not requested." + ADVICE);
        }
    }

    @Override
    public @Nullable String missing() {
        if (position >= recorded.size()) {
            return null;
        }
        Action next = recorded.get(position);
        return "The code has ended or waits, but its history continues with " + ActionLog.subject(next) + " (#"
                + next.id() + ")." + ADVICE;
    }

    @Override
    public List<Action> added() {
        return added;
    }
}
