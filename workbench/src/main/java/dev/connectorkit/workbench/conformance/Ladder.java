package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A call of an action, followed from its 202 to another answer. Immutable. */
record Ladder(List<Exchange> exchanges) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    Ladder {
        exchanges = List.copyOf(exchanges);
    }

    /** Calls the action; the waits of {@code Retry-After} are shortened to a second. */
    static Ladder climb(Trial trial) {
        return follow(trial, trial.send(trial.request()));
    }

    /** Follows a call that has been answered. */
    static Ladder follow(Trial trial, Exchange begun) {
        List<Exchange> exchanges = new ArrayList<>();
        Exchange current = begun;
        exchanges.add(current);
        Instant end = trial.engine().now().plus(trial.patience().longest());
        URI status = trial.location(current).orElse(null);
        while (current.status() == 202 && status != null && trial.engine().now().isBefore(end)) {
            current = trial.send("GET", status);
            exchanges.add(current);
            status = trial.location(current).orElse(status);
            if (current.status() == 202) {
                Duration asked = current.response()
                        .flatMap(answer -> answer.retryAfter(trial.engine().now()))
                        .orElse(LONGEST_PAUSE);
                trial.pause(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
            }
        }
        return new Ladder(exchanges);
    }

    Exchange first() {
        return exchanges.get(0);
    }

    Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }

    /** Returns the answers to requests for the status. */
    List<Exchange> statuses() {
        return exchanges.subList(1, exchanges.size());
    }

    /** Reports whether the action is asynchronous. */
    boolean isAsync() {
        return first().status() == 202;
    }

    boolean hasEnded() {
        return last().status() != 202;
    }
}
