package dev.connectorkit.test;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of a receiver of callbacks. Immutable.
 *
 * @param status the status code; 0 closes the connection without an answer
 * @param headers by name
 * @param delay the real time before the answer
 */
public record Answer(int status, Map<String, String> headers, Duration delay) {

    /** The answer of engines: 202. */
    public static final Answer ACCEPTED = status(202);

    /** Checks the status, and copies the headers. */
    public Answer {
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status must be from 200 to 599, or 0, but is " + status);
        }
        headers = Map.copyOf(headers);
    }

    /** Returns an answer with this status. */
    public static Answer status(int status) {
        return new Answer(status, Map.of(), Duration.ZERO);
    }

    /** Returns a 302 to this URL. */
    public static Answer redirect(URI target) {
        return status(302).with("Location", target.toString());
    }

    /** Returns a connection that is closed without an answer. */
    public static Answer close() {
        return status(0);
    }

    /** Returns the answer with {@code Retry-After}. */
    public Answer retryAfter(Duration wait) {
        return with("Retry-After", Long.toString(wait.toSeconds()));
    }

    /** Returns the answer with a header. */
    public Answer with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Answer(status, changed, delay);
    }

    /** Returns the answer after this real time; a receiver that is closed does not wait for it. */
    public Answer after(Duration realTime) {
        return new Answer(status, headers, realTime);
    }
}
