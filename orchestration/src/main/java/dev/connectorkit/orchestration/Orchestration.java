package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * The code of an orchestration. It runs again from its start whenever something happened, and is given the results that it was
 * given before; so it must do the same each time: no clock, no random numbers, no I/O, no other threads of its own. The context
 * offers all of these; whatever else has an effect belongs into an activity.
 *
 * <p>A lambda, or a class with its dependencies in its constructor. One object serves all instances at once and must be
 * thread-safe.
 *
 * @param <I> the input
 * @param <O> the output
 */
@FunctionalInterface
public interface Orchestration<I extends @Nullable Object, O extends @Nullable Object> {

    /** Runs it; whatever is thrown ends the instance as failed. */
    O run(TaskOrchestrationContext context, I input) throws Exception;
}
