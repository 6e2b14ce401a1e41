/**
 * Tests of orchestrations: {@link dev.connectorkit.orchestration.testing.OrchestrationTester} runs them in memory, in virtual
 * time, on the thread of the test; {@link dev.connectorkit.orchestration.testing.ReplayCheck} holds new code against stored
 * histories.
 */
@NullMarked
package dev.connectorkit.orchestration.testing;

import org.jspecify.annotations.NullMarked;
