/** The tables. */
@NullMarked
package dev.connectorkit.orchestration.internal.store;

import org.jspecify.annotations.NullMarked;
