package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * An orchestration of an {@link Orchestrations}; used by implementations of {@link OrchestrationRuntime}.
 *
 * @param name the name
 * @param input the type of its input
 * @param code the implementation
 * @param <I> the input
 * @param <O> the output
 */
public record RegisteredOrchestration<I extends @Nullable Object, O extends @Nullable Object>(
        String name, TypeRef<I> input, Orchestration<I, O> code) {}
