package dev.connectorkit.orchestration.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one event's JSON object. Payloads are cut out of the text as they are. */
final class HistoryFields {

    private final Map<String, String> texts = new HashMap<>();
    private @Nullable FailureDetails failure;
    private @Nullable String payload;

    private HistoryFields() {}

    /** Reads the object on whose start the parser stands. */
    static HistoryFields read(JsonParser parser, String json) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("An event is a JSON object");
        }
        HistoryFields fields = new HistoryFields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("input") || name.equals("result")) {
                fields.payload = raw(parser, json);
            } else if (name.equals("failure")) {
                fields.failure = failure(parser);
            } else {
                fields.texts.put(name, parser.getText());
                parser.skipChildren();
            }
        }
        return fields;
    }

    /** The text of the value on whose first token the parser stands. */
    private static String raw(JsonParser parser, String json) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return json.substring(start, end);
    }

    private static FailureDetails failure(JsonParser parser) throws IOException {
        String type = "";
        String message = "";
        String trace = null;
        FailureDetails cause = null;
        boolean nonRetriable = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "errorType" -> type = parser.getText();
                case "errorMessage" -> message = parser.getText();
                case "stackTrace" -> trace = parser.getText();
                case "nonRetriable" -> nonRetriable = parser.getBooleanValue();
                case "cause" -> cause = failure(parser);
                default -> parser.skipChildren();
            }
        }
        return new FailureDetails(type, message, trace, cause, nonRetriable);
    }

    HistoryEvent event(@Nullable String apart) {
        String body = apart == null ? payload : apart;
        Instant at = instant("at");
        String type = text("type");
        return switch (type) {
            case "ExecutionStarted" -> new HistoryEvent.ExecutionStarted(at, text("name"), text("execution"), body);
            case "TaskScheduled" -> new HistoryEvent.TaskScheduled(at, number("id"), text("name"), body);
            case "TaskCompleted" -> new HistoryEvent.TaskCompleted(at, number("taskId"), body);
            case "TaskFailed" -> new HistoryEvent.TaskFailed(at, number("taskId"), failed());
            case "TimerCreated" -> new HistoryEvent.TimerCreated(at, number("id"), instant("fireAt"));
            case "TimerFired" -> new HistoryEvent.TimerFired(at, number("taskId"));
            case "TimerCanceled" -> new HistoryEvent.TimerCanceled(at, number("id"), number("timerId"));
            case "SubOrchestrationCreated" ->
                new HistoryEvent.SubOrchestrationCreated(at, number("id"), text("name"), text("instanceId"), body);
            case "SubOrchestrationCompleted" -> new HistoryEvent.SubOrchestrationCompleted(at, number("taskId"), body);
            case "SubOrchestrationFailed" -> new HistoryEvent.SubOrchestrationFailed(at, number("taskId"), failed());
            case "EventSent" -> new HistoryEvent.EventSent(at, number("id"), text("name"), text("instanceId"), body);
            case "EventRaised" ->
                new HistoryEvent.EventRaised(
                        at, text("name"), body, instant("raisedAt"), Long.parseLong(text("message")));
            case "ExecutionSuspended" -> new HistoryEvent.ExecutionSuspended(at, texts.get("reason"));
            case "ExecutionResumed" -> new HistoryEvent.ExecutionResumed(at, texts.get("reason"));
            case "ExecutionTerminated" ->
                new HistoryEvent.ExecutionTerminated(
                        at, texts.get("reason"), Boolean.parseBoolean(texts.get("recursive")));
            case "ExecutionRewound" -> new HistoryEvent.ExecutionRewound(at, texts.get("reason"));
            case "ExecutionCompleted" ->
                new HistoryEvent.ExecutionCompleted(at, RuntimeStatus.of(text("status")), body, failure);
            default -> throw new IllegalArgumentException("No event has the type " + type);
        };
    }

    private String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("The event has no " + name);
        }
        return text;
    }

    private int number(String name) {
        return Integer.parseInt(text(name));
    }

    private Instant instant(String name) {
        return Instant.parse(text(name));
    }

    private FailureDetails failed() {
        if (failure == null) {
            throw new IllegalArgumentException("The event has no failure");
        }
        return failure;
    }
}
