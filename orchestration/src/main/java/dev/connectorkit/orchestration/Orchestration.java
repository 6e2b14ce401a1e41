package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * The code of an orchestration. It is replayed from its start after every event and receives the recorded results, so it must be
 * deterministic: no clock, no random numbers, no I/O, no threads of its own. The context offers time, UUIDs and timers; side
 * effects belong into activities.
 *
 * <p>A lambda, or a class with its dependencies in its constructor. One object serves all instances concurrently and must be
 * thread-safe.
 *
 * @param <I> the input
 * @param <O> the output
 */
@FunctionalInterface
public interface Orchestration<I extends @Nullable Object, O extends @Nullable Object> {

    /** Runs the orchestration. An exception fails the instance. */
    O run(TaskOrchestrationContext context, I input) throws Exception;
}
