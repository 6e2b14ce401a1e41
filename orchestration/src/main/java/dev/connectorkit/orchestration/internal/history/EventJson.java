package dev.connectorkit.orchestration.internal.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.PayloadException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts events to JSON and back; payloads keep their exact text. */
public final class EventJson {

    /** Without the limits of Jackson: what was stored must be read, and payloads are only passed over. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private EventJson() {}

    /** Returns the JSON of an event. */
    public static String write(HistoryEvent event) {
        return write(event, true);
    }

    /** Returns the JSON of an event without its payload, for {@link #read(String, String)}. */
    public static String writeWithoutPayload(HistoryEvent event) {
        return write(event, false);
    }

    private static String write(HistoryEvent event, boolean withPayload) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            EventTypes.of(event).write(event, new EventWriter(json, withPayload));
            json.writeEndObject();
        } catch (IOException e) {
            throw new PayloadException("An event could not be written as JSON", e);
        }
        return text.toString();
    }

    /**
     * Returns the event of a JSON text.
     *
     * @param external the payload if it was stored separately, otherwise null
     * @throws PayloadException if the text is not an event
     */
    public static HistoryEvent read(String json, @Nullable String external) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return EventFields.read(parser, json).event(external);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new PayloadException("This is not an event of a history: " + shortened(json), e);
        }
    }

    /**
     * Returns the events of a JSON array.
     *
     * @throws PayloadException if the text is not an array of events
     */
    public static List<HistoryEvent> readAll(String json) {
        List<HistoryEvent> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new PayloadException(
                        "A history is a JSON array of events, but this is: " + shortened(json), null);
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                events.add(EventFields.read(parser, json).event(null));
            }
            return events;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new PayloadException("This is not a history: " + shortened(json), e);
        }
    }

    /** Returns an event with another time. */
    public static HistoryEvent at(HistoryEvent event, Instant time) {
        return EventTypes.of(event).at(event, time);
    }

    /** Returns an event with the number that the store gave it. */
    public static HistoryEvent numbered(HistoryEvent event, long message) {
        return event instanceof HistoryEvent.EventRaised raised
                ? new HistoryEvent.EventRaised(raised.at(), raised.name(), raised.input(), raised.raisedAt(), message)
                : event;
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
