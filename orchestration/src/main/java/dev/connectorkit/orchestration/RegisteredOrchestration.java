package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * An orchestration under its name.
 *
 * @param name the name
 * @param input the type of its input
 * @param code what runs
 * @param <I> the input
 * @param <O> the output
 */
public record RegisteredOrchestration<I extends @Nullable Object, O extends @Nullable Object>(
        String name, TypeRef<I> input, Orchestration<I, O> code) {}
