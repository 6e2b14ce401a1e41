package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * An activity of an {@link Orchestrations}; used by implementations of {@link OrchestrationRuntime}.
 *
 * @param name the name
 * @param input the type of its input
 * @param code the implementation
 * @param <I> the input
 * @param <O> the output
 */
public record RegisteredActivity<I extends @Nullable Object, O extends @Nullable Object>(
        String name, TypeRef<I> input, Activity<I, O> code) {}
