package dev.connectorkit.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, as they were on the wire. Immutable; its text is for people, and holds what credentials the request held.
 *
 * @param direction the side that sent the request
 * @param at the time of the request, by the engine's clock
 * @param took the real time until the answer
 * @param attempt 1 for the first attempt, 2 for its first retry, and so on
 * @param request the request
 * @param answer the answer; null if absent
 * @param failure the reason why there was no answer; empty if there was one
 */
public record Exchange(
        Direction direction,
        Instant at,
        Duration took,
        int attempt,
        Request request,
        @Nullable Response answer,
        String failure) {

    /** The side that sends a request. */
    public enum Direction {
        /** The engine called the connector. */
        CALL,
        /** The connector called back. */
        CALLBACK
    }

    static Exchange callback(Instant at, Request request, Answer answer) {
        Response sent = answer.status() == 0 ? null : new Response(answer.status(), answer.headers(), "");
        String failure = sent == null ? "the connection was closed without one" : "";
        return new Exchange(Direction.CALLBACK, at, Duration.ZERO, 1, request, sent, failure);
    }

    /**
     * Returns an exchange for a request to a connector that was not sent, or not as a whole.
     *
     * @param reason the reason, for people
     */
    public static Exchange unanswered(Instant at, Request request, String reason) {
        return new Exchange(Direction.CALL, at, Duration.ZERO, 1, request, null, reason);
    }

    /**
     * Returns the exchange as one whose answer has not come.
     *
     * @param reason the reason, for people
     */
    public Exchange withoutAnswer(String reason) {
        return new Exchange(direction, at, took, attempt, request, null, reason);
    }

    /** Returns the answer; empty if absent. */
    public Optional<Response> response() {
        return Optional.ofNullable(answer);
    }

    /** Returns the status of the answer; 0 if absent. */
    public int status() {
        return answer == null ? 0 : answer.status();
    }

    /** Reports whether an engine repeats the request: no answer, or 408, 429 or 5xx. */
    public boolean isRetryable() {
        int status = status();
        return status == 0 || status == 408 || status == 429 || status / 100 == 5;
    }

    /** Returns the request and the answer, as in HTTP/1.1, with time and attempt before them. */
    @Override
    public String toString() {
        String retry = attempt == 1 ? "" : ", attempt " + attempt;
        String end = answer == null ? "no answer: " + failure : answer.toString();
        String arrow = direction == Direction.CALL ? "-> " : "<- ";
        return arrow + at + retry + "\n" + request.toString().indent(3) + end.indent(3);
    }
}
