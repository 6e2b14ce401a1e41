package dev.connectorkit.orchestration.internal.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.connectorkit.orchestration.FailureDetails;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the members of one event's JSON object; null members are omitted. */
final class EventWriter {

    /** The events of a turn have one time. */
    private static volatile Time lastTime = new Time(Instant.EPOCH, Instant.EPOCH.toString());

    private record Time(Instant value, String text) {}

    private final JsonGenerator json;
    private final boolean withPayload;

    EventWriter(JsonGenerator json, boolean withPayload) {
        this.json = json;
        this.withPayload = withPayload;
    }

    EventWriter text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
        return this;
    }

    EventWriter number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
        return this;
    }

    EventWriter numbers(String name, List<Integer> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (int value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        return this;
    }

    EventWriter flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
        return this;
    }

    EventWriter time(String name, Instant value) throws IOException {
        Time known = lastTime;
        if (!known.value.equals(value)) {
            known = new Time(value, value.toString());
            lastTime = known;
        }
        return text(name, known.text);
    }

    EventWriter duration(String name, @Nullable Duration value) throws IOException {
        return text(name, value == null ? null : value.toString());
    }

    EventWriter payload(String name, @Nullable String value) throws IOException {
        if (withPayload && value != null) {
            json.writeFieldName(name);
            json.writeRawValue(value);
        }
        return this;
    }

    EventWriter failure(@Nullable FailureDetails failure) throws IOException {
        if (failure != null) {
            json.writeFieldName("failure");
            object(failure);
        }
        return this;
    }

    private void object(FailureDetails failure) throws IOException {
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
            object(failure.cause());
        }
        json.writeEndObject();
    }
}
