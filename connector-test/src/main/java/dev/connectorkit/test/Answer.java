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
 * @param bytes the size of the body, which consists of spaces
 * @param perByte the real time between two bytes of the body; zero sends it at once
 */
public record Answer(int status, Map<String, String> headers, Duration delay, long bytes, Duration perByte) {

    /** The answer of engines: 202. */
    public static final Answer ACCEPTED = status(202);

    /** Checks the status, and copies the headers. */
    public Answer {
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status must be from 200 to 599, or 0, but is " + status);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative, but is " + bytes);
        }
        headers = Map.copyOf(headers);
    }

    /** Returns an answer with this status. */
    public static Answer status(int status) {
        return new Answer(status, Map.of(), Duration.ZERO, 0, Duration.ZERO);
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
        return new Answer(status, changed, delay, bytes, perByte);
    }

    /** Returns the answer after this real time; a receiver that is closed does not wait for it. */
    public Answer after(Duration realTime) {
        return new Answer(status, headers, realTime, bytes, perByte);
    }

    /** Returns the answer with a body of this size. */
    public Answer withBody(long size) {
        return new Answer(status, headers, delay, size, perByte);
    }

    /** Returns the answer with a body whose bytes come one by one, with this real time between them. */
    public Answer dripping(long size, Duration realTime) {
        return new Answer(status, headers, delay, size, realTime);
    }
}
