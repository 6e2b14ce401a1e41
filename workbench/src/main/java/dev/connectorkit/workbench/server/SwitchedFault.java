package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.workbench.faults.Fault;
import dev.connectorkit.workbench.faults.RequestFaults;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fault of an operation's requests as the page switches it, in the words of Dev Proxy. Immutable.
 *
 * @param operation the operation; {@code *} for all
 * @param rate the probability in percent
 * @param nth the number of the only request that suffers it, counted from now on; 0 for all
 * @param count the most times; 0 for any number
 * @param status the status of an error
 * @param seconds the wait of {@code Retry-After} of an error, the time of latency, or how fast a clock is
 */
record SwitchedFault(String operation, Kind kind, int rate, int nth, int count, int status, int seconds) {

    /** The kinds of faults. */
    enum Kind {
        /** Answers with an error instead of the connector, which does not get the request. */
        ERROR,
        /** Delays the request. */
        LATENCY,
        /** Drops the answer after the connector sent it. */
        LOST_ANSWER,
        /** Sends the request twice, one after the other. */
        SENT_TWICE,
        /** Sends the request without credentials. */
        NO_CREDENTIALS,
        /** Sends the request twice at the same time. */
        SENT_TWICE_AT_ONCE,
        /** Sends the request before once more. */
        REPLAYED,
        /** Drops the request before it reaches the connector. */
        REQUEST_LOST,
        /** Resets the connection in the middle of the request. */
        CUT_OFF,
        /** Sends the request to the URL of the operation's request before. */
        OLD_LOCATION,
        /** Adds the date of a clock that is fast. */
        WRONG_CLOCK,
        /** Restarts the connector before the request, by the command that the workbench was started with. */
        RESTART
    }

    SwitchedFault {
        between("rate", rate, 1, 100);
        between("nth", nth, 0, 1000);
        between("count", count, 0, 1000);
        between("status", status, 400, 599);
        between("seconds", seconds, 0, 120);
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", but is " + value);
        }
    }

    /** @throws IllegalArgumentException if the kind is unknown or a number is out of its range */
    static SwitchedFault of(JsonNode json) {
        Kind kind;
        try {
            kind = Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "There is no fault '" + json.path("kind").asText() + "'", e);
        }
        return new SwitchedFault(
                json.path("operation").asText("*"),
                kind,
                json.path("rate").asInt(100),
                json.path("nth").asInt(0),
                json.path("count").asInt(0),
                json.path("status").asInt(503),
                json.path("seconds").asInt(5));
    }

    /**
     * Returns the fault itself, with no requests seen.
     *
     * @param restart restarts the connector; null if nothing can
     * @throws IllegalArgumentException if it needs a restart, and nothing can
     */
    Fault effect(@Nullable Runnable restart) {
        return switch (kind) {
            case ERROR -> RequestFaults.error(status, Duration.ofSeconds(seconds));
            case LATENCY -> RequestFaults.delay(Duration.ofSeconds(seconds));
            case LOST_ANSWER -> RequestFaults.dropAnswer();
            case SENT_TWICE -> RequestFaults.duplicate();
            case NO_CREDENTIALS -> RequestFaults.noCredentials();
            case SENT_TWICE_AT_ONCE -> RequestFaults.duplicateAtOnce();
            case REPLAYED -> RequestFaults.replay();
            case REQUEST_LOST -> RequestFaults.dropRequest();
            case CUT_OFF -> RequestFaults.reset();
            case OLD_LOCATION -> RequestFaults.previousUrl();
            case WRONG_CLOCK -> RequestFaults.skew(Duration.ofSeconds(seconds));
            case RESTART -> {
                if (restart == null) {
                    throw new IllegalArgumentException("The workbench was started without --restart");
                }
                yield RequestFaults.restart(restart);
            }
        };
    }

    boolean isSame(SwitchedFault other) {
        return operation.equals(other.operation) && kind == other.kind;
    }

    ObjectNode toJson() {
        return Json.object()
                .put("operation", operation)
                .put("kind", kind.name())
                .put("rate", rate)
                .put("nth", nth)
                .put("count", count)
                .put("status", status)
                .put("seconds", seconds);
    }
}
