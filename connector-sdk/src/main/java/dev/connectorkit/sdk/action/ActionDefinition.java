package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.sdk.action.AsyncAction.Work;
import dev.connectorkit.sdk.problem.Problem;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the author said of an action.
 *
 * @param name under which its operations are stored
 * @param inputType the type of inputs
 * @param work what is done, or null if an orchestration does it
 * @param retrying when the work is tried again
 * @param orchestration the name of that orchestration, or null
 * @param retryAfter how long engines wait, by percent
 * @param keepFor how long an operation is kept after its end
 * @param places how many operations it takes
 * @param idempotent whether requests with the same key start one operation
 * @param answeringWithin how long a request is held up for the result
 * @param statuses of failures
 * @param failure what is posted to a callback URL in place of a result
 * @param headers sent to callback URLs
 * @param <I> the input
 * @param <O> the result
 */
public record ActionDefinition<I, O>(
        String name,
        Class<I> inputType,
        @Nullable Work<I, O> work,
        TaskOptions retrying,
        @Nullable String orchestration,
        IntFunction<Duration> retryAfter,
        Duration keepFor,
        Places places,
        boolean idempotent,
        Duration answeringWithin,
        Map<Class<? extends Throwable>, Integer> statuses,
        Function<Problem, ?> failure,
        Map<String, String> headers) {

    /** How long an operation is kept unless the author says. */
    public static final Duration KEEP_FOR = Duration.ofDays(7);

    /** Refuses what could not be run. */
    public ActionDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An action must have a name");
        }
        if ((work == null) == (orchestration == null)) {
            throw new IllegalArgumentException("The action '" + name + "' must have either work or an orchestration");
        }
        if (orchestration != null && retrying.retryPolicy() != null) {
            throw new IllegalArgumentException(
                    "The action '" + name + "' cannot have its orchestration retried; give the"
                            + " orchestration's calls of its own activities a RetryPolicy");
        }
        statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
        headers = OneTimeCallbacks.checkHeaders(headers);
    }

    /** The whole seconds to wait at this percentage. */
    long secondsToWait(int percent) {
        return Math.max(0, retryAfter.apply(percent).plusNanos(999_999_999).toSeconds());
    }
}
