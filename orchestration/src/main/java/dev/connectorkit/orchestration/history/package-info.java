/** Histories as JSON, to be kept and replayed against changed code. */
@NullMarked
package dev.connectorkit.orchestration.history;

import org.jspecify.annotations.NullMarked;
