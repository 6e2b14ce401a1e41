package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent.EventRaised;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of one run of the code. */
sealed interface Outcome {

    /** It waits. */
    record Blocked() implements Outcome {}

    /** It returned. */
    record Completed(@Nullable String output) implements Outcome {}

    /** It threw, or does not match its history. */
    record Failed(FailureDetails failure) implements Outcome {}

    /** It continues as new, with these unprocessed events. */
    record Continued(@Nullable String input, List<EventRaised> carried) implements Outcome {}
}
