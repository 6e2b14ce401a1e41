package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.ActivityContext;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.NonRetriableException;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RegisteredActivity;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Runs the code of activities and turns its end into an answer. Thread-safe. */
record ActivityRunner(Orchestrations orchestrations, Payloads codec, Clock clock) {

    /** Runs an activity and returns its answer, whatever it throws. */
    HistoryEvent run(ActivityContext context, int taskId, @Nullable String input) {
        RegisteredActivity<?, ?> code = orchestrations.activity(context.name());
        try {
            if (code == null) {
                throw new UnknownActivityException("No activity " + context.name() + " is registered here; known are "
                        + orchestrations.activityNames());
            }
            return new HistoryEvent.TaskCompleted(now(), taskId, codec.run(code, context, input));
        } catch (Throwable thrown) {
            return failed(taskId, thrown);
        }
    }

    /** Returns the answer of an activity that failed. */
    HistoryEvent failed(int taskId, Throwable thrown) {
        return new HistoryEvent.TaskFailed(now(), taskId, FailureDetails.of(thrown));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static final class UnknownActivityException extends NonRetriableException {
        private static final long serialVersionUID = 1L;

        UnknownActivityException(String message) {
            super(message);
        }
    }
}
