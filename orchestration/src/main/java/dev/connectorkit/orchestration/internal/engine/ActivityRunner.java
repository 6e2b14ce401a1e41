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
final class ActivityRunner {

    private final Orchestrations orchestrations;
    private final Payloads codec;
    private final Clock clock;

    /** Creates a runner of these activities. */
    ActivityRunner(Orchestrations orchestrations, Payloads codec, Clock clock) {
        this.orchestrations = orchestrations;
        this.codec = codec;
        this.clock = clock;
    }

    /** Runs an activity and returns its answer, whatever it throws. */
    HistoryEvent run(ActivityContext context, int taskId, @Nullable String input) {
        RegisteredActivity<?, ?> code = orchestrations.activity(context.name());
        try {
            if (code == null) {
                throw new UnknownActivityException("No activity " + context.name() + " is registered here; known are "
                        + orchestrations.activityNames());
            }
            return new HistoryEvent.TaskCompleted(now(), taskId, call(code, context, input));
        } catch (Throwable thrown) {
            return failed(taskId, thrown);
        }
    }

    /** Returns the answer of an activity that failed. */
    HistoryEvent failed(int taskId, Throwable thrown) {
        return new HistoryEvent.TaskFailed(now(), taskId, FailureDetails.of(thrown));
    }

    private <I extends @Nullable Object> @Nullable String call(
            RegisteredActivity<I, ?> code, ActivityContext context, @Nullable String json) throws Exception {
        I input = codec.read(json, code.input(), "input of activity " + context.name());
        return codec.write(code.code().run(context, input), "output of activity " + context.name());
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
