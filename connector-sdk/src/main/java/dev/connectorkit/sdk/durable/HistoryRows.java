package dev.connectorkit.sdk.durable;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A history as Durable Functions shows it: what was asked for is folded into the row of its answer, which says when it was
 * scheduled; what has no answer yet has a row of its own. Members are sorted by name, their values are raw JSON.
 */
final class HistoryRows {

    private final boolean showInput;
    private final boolean showOutput;
    private final Map<Integer, HistoryEvent.Action> actions = new HashMap<>();
    private final Map<Integer, Map<String, String>> open = new HashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();

    private HistoryRows(boolean showInput, boolean showOutput) {
        this.showInput = showInput;
        this.showOutput = showOutput;
    }

    /**
     * Returns the rows.
     *
     * @param showOutput whether results are shown
     */
    static List<Map<String, String>> of(List<HistoryEvent> history, boolean showInput, boolean showOutput) {
        HistoryRows rows = new HistoryRows(showInput, showOutput);
        history.forEach(rows::add);
        rows.rows.removeIf(Map::isEmpty);
        return rows.rows;
    }

    private void add(HistoryEvent event) {
        if (event instanceof HistoryEvent.Action action) {
            actions.put(action.id(), action);
            Map<String, String> former = open.remove(action.id());
            if (former != null) {
                former.clear(); // the action runs again after a rewind
            }
            addAction(action);
        } else if (event instanceof HistoryEvent.Answer answer) {
            addAnswer(answer);
        } else {
            addOther(event);
        }
    }

    private void addAction(HistoryEvent.Action action) {
        if (action instanceof HistoryEvent.TaskScheduled task) {
            Map<String, String> row = row("TaskScheduled", action.at(), "Name", task.name());
            open.put(action.id(), input(row, task.input()));
        } else if (action instanceof HistoryEvent.SubOrchestrationCreated child) {
            Map<String, String> row = row("SubOrchestrationInstanceCreated", action.at(), "Name", child.name());
            row.put("InstanceId", StatusJson.text(child.instanceId()));
            open.put(action.id(), input(row, child.input()));
        } else if (action instanceof HistoryEvent.TimerCreated timer) {
            row("TimerCreated", action.at(), "FireAt", timer.fireAt().toString());
        } else if (action instanceof HistoryEvent.EventSent sent) {
            Map<String, String> row = row("EventSent", action.at(), "Name", sent.name());
            row.put("InstanceId", StatusJson.text(sent.instanceId()));
            input(row, sent.input());
        }
    }

    private void addAnswer(HistoryEvent.Answer answer) {
        HistoryEvent.Action asked = actions.get(answer.taskId());
        if (answer instanceof HistoryEvent.TaskCompleted done) {
            output(folded("TaskCompleted", answer, asked), done.result());
        } else if (answer instanceof HistoryEvent.SubOrchestrationCompleted done) {
            output(folded("SubOrchestrationInstanceCompleted", answer, asked), done.result());
        } else if (answer instanceof HistoryEvent.TaskFailed failed) {
            failure(folded("TaskFailed", answer, asked), failed.failure());
        } else if (answer instanceof HistoryEvent.SubOrchestrationFailed failed) {
            failure(folded("SubOrchestrationInstanceFailed", answer, asked), failed.failure());
        } else if (asked instanceof HistoryEvent.TimerCreated timer) {
            row("TimerFired", answer.at(), "FireAt", timer.fireAt().toString());
        }
    }

    private Map<String, String> folded(String type, HistoryEvent.Answer answer, HistoryEvent.@Nullable Action asked) {
        Map<String, String> scheduled = open.remove(answer.taskId());
        if (scheduled != null) {
            scheduled.clear(); // this row takes its place
        }
        String name = asked instanceof HistoryEvent.TaskScheduled task
                ? task.name()
                : asked instanceof HistoryEvent.SubOrchestrationCreated child ? child.name() : null;
        Map<String, String> row = row(type, answer.at(), "FunctionName", name);
        if (asked != null) {
            row.put("ScheduledTime", StatusJson.text(asked.at().toString()));
            input(row, asked.payload());
        }
        return row;
    }

    private void addOther(HistoryEvent event) {
        Instant at = event.at();
        if (event instanceof HistoryEvent.ExecutionStarted started) {
            row("ExecutionStarted", at, "FunctionName", started.name());
        } else if (event instanceof HistoryEvent.EventRaised raised) {
            input(row("EventRaised", at, "Name", raised.name()), raised.input());
        } else if (event instanceof HistoryEvent.ExecutionSuspended suspended) {
            row("ExecutionSuspended", at, "Reason", suspended.reason());
        } else if (event instanceof HistoryEvent.ExecutionResumed resumed) {
            row("ExecutionResumed", at, "Reason", resumed.reason());
        } else if (event instanceof HistoryEvent.ExecutionRewound rewound) {
            row("ExecutionRewound", at, "Reason", rewound.reason());
        } else if (event instanceof HistoryEvent.ExecutionTerminated terminated) {
            row("ExecutionTerminated", at, "Input", terminated.reason());
        } else if (event instanceof HistoryEvent.ExecutionCompleted completed) {
            Map<String, String> row = row(
                    "ExecutionCompleted",
                    at,
                    "OrchestrationStatus",
                    completed.status().toString());
            FailureDetails failure = completed.failure();
            output(row, failure == null ? completed.result() : StatusJson.text(failure.toString()));
        }
    }

    /** Returns a new row with one text besides type and time, if there is one. */
    private Map<String, String> row(String type, Instant at, String name, @Nullable String text) {
        Map<String, String> row = new TreeMap<>();
        row.put("EventType", StatusJson.text(type));
        row.put("Timestamp", StatusJson.text(at.toString()));
        if (text != null) {
            row.put(name, StatusJson.text(text));
        }
        rows.add(row);
        return row;
    }

    private Map<String, String> input(Map<String, String> row, @Nullable String json) {
        if (showInput && json != null) {
            row.put("Input", json);
        }
        return row;
    }

    private void output(Map<String, String> row, @Nullable String json) {
        if (showOutput) {
            row.put("Result", json == null ? "null" : json);
        }
    }

    private void failure(Map<String, String> row, FailureDetails failure) {
        row.put("Reason", StatusJson.text(failure.toString()));
        if (showOutput && failure.stackTrace() != null) {
            row.put("Details", StatusJson.text(failure.stackTrace()));
        }
    }
}
