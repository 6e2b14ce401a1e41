package dev.connectorkit.orchestration.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.PayloadException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events as JSON and reads them. Payloads are embedded and come back as the very text that they were. */
public final class HistoryJson {

    private static final JsonFactory JSON = new JsonFactory();

    private HistoryJson() {}

    /** One event. */
    public static String write(HistoryEvent event) {
        return write(event, false);
    }

    /** One event without its payload, which is stored apart; to be read with {@link #read(String, String)}. */
    public static String writeWithoutPayload(HistoryEvent event) {
        return write(event, true);
    }

    /** A history as a JSON array, one event a line. */
    public static String write(List<? extends HistoryEvent> history) {
        StringBuilder text = new StringBuilder("[\n");
        for (int i = 0; i < history.size(); i++) {
            text.append(write(history.get(i))).append(i + 1 < history.size() ? ",\n" : "\n");
        }
        return text.append("]\n").toString();
    }

    /**
     * One event.
     *
     * @throws PayloadException if the text is not one
     */
    public static HistoryEvent read(String json) {
        return read(json, null);
    }

    /** One event with a payload that was stored apart, null if it was not. */
    public static HistoryEvent read(String json, @Nullable String apart) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            HistoryFields fields = HistoryFields.read(parser, json);
            return fields.event(apart);
        } catch (IOException | IllegalArgumentException e) {
            throw new PayloadException("This is not an event of a history: " + shortened(json), e);
        }
    }

    /** A history that was written as an array. */
    public static List<HistoryEvent> readAll(String json) {
        List<HistoryEvent> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new PayloadException(
                        "A history is a JSON array of events, but this is: " + shortened(json), null);
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                events.add(HistoryFields.read(parser, json).event(null));
            }
            return events;
        } catch (IOException | IllegalArgumentException e) {
            throw new PayloadException("This is not a history: " + shortened(json), e);
        }
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private static String write(HistoryEvent event, boolean apart) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", event.getClass().getSimpleName());
            json.writeStringField("at", event.at().toString());
            if (event instanceof HistoryEvent.Action action) {
                json.writeNumberField("id", action.id());
            } else if (event instanceof HistoryEvent.Answer answer) {
                json.writeNumberField("taskId", answer.taskId());
            }
            writeOwn(json, event);
            String payload = apart ? null : event.payload();
            if (payload != null) {
                json.writeFieldName(
                        event instanceof HistoryEvent.Answer || event instanceof HistoryEvent.ExecutionCompleted
                                ? "result"
                                : "input");
                json.writeRawValue(payload);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new PayloadException("An event could not be written as JSON", e);
        }
        return text.toString();
    }

    private static void writeOwn(JsonGenerator json, HistoryEvent event) throws IOException {
        if (event instanceof HistoryEvent.ExecutionStarted started) {
            json.writeStringField("name", started.name());
            json.writeStringField("execution", started.execution());
        } else if (event instanceof HistoryEvent.TaskScheduled scheduled) {
            json.writeStringField("name", scheduled.name());
        } else if (event instanceof HistoryEvent.TimerCreated timer) {
            json.writeStringField("fireAt", timer.fireAt().toString());
        } else if (event instanceof HistoryEvent.TimerCanceled canceled) {
            json.writeNumberField("timerId", canceled.timerId());
        } else if (event instanceof HistoryEvent.SubOrchestrationCreated child) {
            json.writeStringField("name", child.name());
            json.writeStringField("instanceId", child.instanceId());
        } else if (event instanceof HistoryEvent.EventSent sent) {
            json.writeStringField("name", sent.name());
            json.writeStringField("instanceId", sent.instanceId());
        } else if (event instanceof HistoryEvent.EventRaised raised) {
            json.writeStringField("name", raised.name());
            json.writeStringField("raisedAt", raised.raisedAt().toString());
            json.writeNumberField("message", raised.message());
        } else if (event instanceof HistoryEvent.TaskFailed failed) {
            writeFailure(json, failed.failure());
        } else if (event instanceof HistoryEvent.SubOrchestrationFailed failed) {
            writeFailure(json, failed.failure());
        } else if (event instanceof HistoryEvent.ExecutionCompleted completed) {
            json.writeStringField("status", completed.status().toString());
            if (completed.failure() != null) {
                writeFailure(json, completed.failure());
            }
        } else {
            writeReason(json, event);
        }
    }

    private static void writeReason(JsonGenerator json, HistoryEvent event) throws IOException {
        String reason = null;
        if (event instanceof HistoryEvent.ExecutionSuspended suspended) {
            reason = suspended.reason();
        } else if (event instanceof HistoryEvent.ExecutionResumed resumed) {
            reason = resumed.reason();
        } else if (event instanceof HistoryEvent.ExecutionRewound rewound) {
            reason = rewound.reason();
        } else if (event instanceof HistoryEvent.ExecutionTerminated terminated) {
            reason = terminated.reason();
            json.writeBooleanField("recursive", terminated.recursive());
        }
        if (reason != null) {
            json.writeStringField("reason", reason);
        }
    }

    private static void writeFailure(JsonGenerator json, FailureDetails failure) throws IOException {
        json.writeFieldName("failure");
        writeFailureObject(json, failure);
    }

    private static void writeFailureObject(JsonGenerator json, FailureDetails failure) throws IOException {
        json.writeStartObject();
        json.writeStringField("errorType", failure.errorType());
        json.writeStringField("errorMessage", failure.errorMessage());
        if (failure.nonRetriable()) {
            json.writeBooleanField("nonRetriable", true);
        }
        if (failure.stackTrace() != null) {
            json.writeStringField("stackTrace", failure.stackTrace());
        }
        if (failure.cause() != null) {
            json.writeFieldName("cause");
            writeFailureObject(json, failure.cause());
        }
        json.writeEndObject();
    }
}
