/** The replaying executor: history and new events in, actions out. No I/O, no threads. */
@NullMarked
package dev.connectorkit.orchestration.internal.replay;

import org.jspecify.annotations.NullMarked;
