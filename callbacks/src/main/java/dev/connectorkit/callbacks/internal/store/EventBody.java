package dev.connectorkit.callbacks.internal.store;

import java.nio.charset.StandardCharsets;

/** The payload of an event as JSON in UTF-8. Must not be changed. */
public final class EventBody {

    private final byte[] utf8;

    private EventBody(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Returns the body with this text. */
    public static EventBody of(String json) {
        return new EventBody(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the bytes themselves, not a copy. */
    public byte[] bytes() {
        return utf8;
    }

    /** Returns the JSON. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
