package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * One step of work with side effects: may call services, write and block. It runs at least once, and again after a crash, so its
 * effects must be idempotent; {@link ActivityContext#taskKey()} is the same each time. One object serves all calls concurrently
 * and must be thread-safe.
 *
 * @param <I> the input
 * @param <O> the output
 */
@FunctionalInterface
public interface Activity<I extends @Nullable Object, O extends @Nullable Object> {

    /** Does the work. An exception reaches the orchestration as a {@link TaskFailedException}. */
    O run(ActivityContext context, I input) throws Exception;

    /**
     * An activity that needs no context.
     *
     * @param <I> the input
     * @param <O> the output
     */
    @FunctionalInterface
    interface Simple<I extends @Nullable Object, O extends @Nullable Object> {

        /** Does the work. */
        O run(I input) throws Exception;
    }
}
