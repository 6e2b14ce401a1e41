package dev.connectorkit.orchestration;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future result of an activity, a sub-orchestration, a timer, an event, or several of these. Belongs to the orchestration that
 * created it and must be used on its thread.
 *
 * @param <T> the result; {@code Void} if absent
 */
public interface Task<T extends @Nullable Object> {

    /**
     * Waits for the result and returns it. A waiting orchestration holds neither a thread nor memory.
     *
     * @throws TaskFailedException if the task failed
     * @throws TaskCanceledException if it was cancelled or timed out
     * @throws PayloadException if the result does not fit the type
     */
    T await();

    /** Returns whether it has completed, failed or was cancelled. */
    boolean isDone();

    /** Returns whether it was cancelled or timed out. */
    boolean isCancelled();

    /**
     * Cancels it: a timer is removed, a wait takes no event, an activity or sub-orchestration continues and its result is ignored.
     *
     * @return whether it was open
     */
    boolean cancel();

    /**
     * Returns a task that ends with this one and maps its result. The function runs when this task completes; it may use the
     * context but must not wait.
     */
    <R extends @Nullable Object> Task<R> thenApply(Function<? super T, ? extends R> function);

    /** As {@link #thenApply}, for a function without a result. */
    default Task<Void> thenAccept(Consumer<? super T> action) {
        Required.given("function of a task", action);
        return this.<@Nullable Void>thenApply(result -> {
            action.accept(result);
            return null;
        });
    }
}
