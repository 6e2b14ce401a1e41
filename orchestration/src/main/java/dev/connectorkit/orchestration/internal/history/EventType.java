package dev.connectorkit.orchestration.internal.history;

import dev.connectorkit.orchestration.HistoryEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One type of event: how it is written, read and given another time.
 *
 * @param type the record, whose simple name is the name of the type
 * @param writer writes all members but type and time
 * @param reader reads them
 * @param timed returns the event with another time
 * @param <E> the record
 */
record EventType<E extends HistoryEvent>(
        Class<E> type, Writer<E> writer, Function<EventFields, E> reader, BiFunction<E, Instant, E> timed) {

    /** Writes the members of an event. */
    interface Writer<E> {
        EventWriter write(E event, EventWriter json) throws IOException;
    }

    String name() {
        return type.getSimpleName();
    }

    void write(HistoryEvent event, EventWriter json) throws IOException {
        json.text("type", name()).time("at", event.at());
        writer.write(type.cast(event), json);
    }

    HistoryEvent at(HistoryEvent event, Instant time) {
        return timed.apply(type.cast(event), time);
    }
}
