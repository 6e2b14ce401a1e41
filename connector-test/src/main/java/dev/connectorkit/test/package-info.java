/**
 * The engine's side of a connector, for tests: a {@link dev.connectorkit.test.WorkflowEngine} that polls, subscribes and calls as
 * workflow engines do, a {@link dev.connectorkit.test.TestClock} for both sides, and a {@link dev.connectorkit.test.FakeReceiver}.
 * It plays against any connector with a Swagger 2.0 document, in any language.
 */
@NullMarked
package dev.connectorkit.test;

import org.jspecify.annotations.NullMarked;
