/** The JSON of histories. */
@NullMarked
package dev.connectorkit.orchestration.internal.history;

import org.jspecify.annotations.NullMarked;
