package dev.connectorkit.orchestration.history;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.PayloadException;
import dev.connectorkit.orchestration.internal.history.EventJson;
import java.util.List;
import java.util.stream.Collectors;

/** Converts histories to JSON and back. Payloads are embedded and keep their exact text. Thread-safe. */
public final class HistoryJson {

    private HistoryJson() {}

    /** Returns the JSON object of an event. */
    public static String write(HistoryEvent event) {
        return EventJson.write(event);
    }

    /** Returns a history as a JSON array with one event per line. */
    public static String write(List<? extends HistoryEvent> history) {
        return history.stream().map(EventJson::write).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /**
     * Returns the event of a JSON object.
     *
     * @throws PayloadException if the text is not an event
     */
    public static HistoryEvent read(String json) {
        return EventJson.read(json, null);
    }

    /**
     * Returns the events of a JSON array.
     *
     * @throws PayloadException if the text is not an array of events
     */
    public static List<HistoryEvent> readAll(String json) {
        return EventJson.readAll(json);
    }
}
