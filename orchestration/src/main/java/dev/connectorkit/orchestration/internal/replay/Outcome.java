package dev.connectorkit.orchestration.internal.replay;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.history.HistoryEvent.EventRaised;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the code of an orchestration came. */
sealed interface Outcome {

    /** It waits. */
    record Blocked() implements Outcome {}

    /** It returned. */
    record Completed(@Nullable String output) implements Outcome {}

    /** It threw, or did something else than before. */
    record Failed(FailureDetails failure) implements Outcome {}

    /** It is to start again, with these events that nobody has seen. */
    record Continued(@Nullable String input, List<EventRaised> carried) implements Outcome {}
}
