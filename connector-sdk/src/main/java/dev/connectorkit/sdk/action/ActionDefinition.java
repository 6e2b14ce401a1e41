package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.sdk.action.AsyncAction.Work;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an action.
 *
 * @param name the name its operations are stored under
 * @param inputType the type of inputs
 * @param outputType the type of results
 * @param work the work, or null if an orchestration does it
 * @param retry the retry policy of the work
 * @param orchestration the name of that orchestration, or null
 * @param retryAfter the time engines wait between two polls, by percent
 * @param keepFor the time an operation is kept after its end
 * @param limits the number of operations it accepts
 * @param idempotent whether requests with the same key start one operation
 * @param waitUpTo the time a request waits for the result
 * @param statuses the statuses of failures
 * @param failurePayload makes the body that is posted to a callback URL in place of a result
 * @param headers sent to callback URLs
 * @param maxResultBytes the largest result, in bytes of JSON
 * @param <I> the input
 * @param <O> the result
 */
record ActionDefinition<I, O>(
        String name,
        TypeRef<I> inputType,
        TypeRef<O> outputType,
        @Nullable Work<I, O> work,
        TaskOptions retry,
        @Nullable String orchestration,
        IntFunction<Duration> retryAfter,
        Duration keepFor,
        ConcurrencyLimits limits,
        boolean idempotent,
        Duration waitUpTo,
        Map<Class<? extends Throwable>, Integer> statuses,
        Function<Problem, ?> failurePayload,
        Map<String, String> headers,
        int maxResultBytes) {

    /** The time an operation is kept unless the author sets another. */
    static final Duration KEEP_FOR = Duration.ofDays(7);

    ActionDefinition {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An action must have a name");
        }
        if ((work == null) == (orchestration == null)) {
            throw new IllegalArgumentException("The action '" + name + "' must have either work or an orchestration");
        }
        if (orchestration != null && retry.retryPolicy() != null) {
            throw new IllegalArgumentException(
                    "The action '" + name + "' cannot have its orchestration retried; give the"
                            + " orchestration's calls of its own activities a RetryPolicy");
        }
        statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
        headers = OneTimeCallbacks.checkHeaders(headers);
    }

    /** Returns the whole seconds to wait at this percentage. */
    long secondsToWait(int percent) {
        return Math.max(0, retryAfter.apply(percent).plusNanos(999_999_999).toSeconds());
    }
}
