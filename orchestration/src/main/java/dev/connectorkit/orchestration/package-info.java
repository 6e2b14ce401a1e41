/**
 * Durable orchestrations: code that waits for days without a thread, and goes on after a restart where it stood.
 * {@link dev.connectorkit.orchestration.Orchestrations} holds the code,
 * {@link dev.connectorkit.orchestration.OrchestrationEngine} runs it,
 * {@link dev.connectorkit.orchestration.OrchestrationClient} starts, watches and steers instances. Names and meanings are
 * those of Durable Functions.
 */
@NullMarked
package dev.connectorkit.orchestration;

import org.jspecify.annotations.NullMarked;
