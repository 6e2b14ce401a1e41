/**
 * Durable orchestrations: code that waits for days without a thread and continues after a restart.
 * {@link dev.connectorkit.orchestration.Orchestrations} registers the code,
 * {@link dev.connectorkit.orchestration.OrchestrationRuntime} runs it,
 * {@link dev.connectorkit.orchestration.OrchestrationClient} starts and manages instances. Names and semantics are those of
 * Durable Functions.
 */
@NullMarked
package dev.connectorkit.orchestration;

import org.jspecify.annotations.NullMarked;
