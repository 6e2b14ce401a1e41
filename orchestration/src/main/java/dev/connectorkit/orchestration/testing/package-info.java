/**
 * A testing kit: {@link dev.connectorkit.orchestration.testing.OrchestrationTester} runs orchestrations in memory, in virtual
 * time, on the thread of the test; {@link dev.connectorkit.orchestration.testing.ReplayCheck} replays stored histories with
 * changed code.
 */
@NullMarked
package dev.connectorkit.orchestration.testing;

import org.jspecify.annotations.NullMarked;
