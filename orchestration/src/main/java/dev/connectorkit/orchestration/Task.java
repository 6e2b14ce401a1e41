package dev.connectorkit.orchestration;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something an orchestration waits for: an activity, a sub-orchestration, a timer, an event, or several of these. To be used
 * by the orchestration that made it, on the thread that runs it.
 *
 * @param <T> what it results in; {@code Void} if nothing
 */
public interface Task<T extends @Nullable Object> {

    /**
     * The result, once it is there. An orchestration that waits here holds no thread and no memory.
     *
     * @throws TaskFailedException if the task failed
     * @throws TaskCanceledException if it was cancelled or its time is over
     * @throws PayloadException if what came does not fit the type
     */
    T await();

    /** Whether it has ended: completed, failed or cancelled. */
    boolean isDone();

    /** Whether it was cancelled, or ended because its time is over. */
    boolean isCancelled();

    /**
     * Gives it up: a timer is removed, a wait takes no more event, an activity or sub-orchestration goes on but its result is
     * ignored.
     *
     * @return whether it was still open
     */
    boolean cancel();

    /**
     * A task that ends when this one does, with another result. The function runs once, when this task completes, and may use
     * the context but must not await.
     */
    <R extends @Nullable Object> Task<R> thenApply(Function<? super T, ? extends R> function);

    /** As {@link #thenApply}, for what has no result. */
    default Task<Void> thenAccept(Consumer<? super T> action) {
        return this.<@Nullable Void>thenApply(result -> {
            action.accept(result);
            return null;
        });
    }
}
