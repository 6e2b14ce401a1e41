package dev.connectorkit.workbench.conformance;

import org.jspecify.annotations.Nullable;

/**
 * The means of a trial besides requests. Immutable.
 *
 * @param fire makes an event; null if there is no way to
 * @param restart restarts the connector; null if there is no way to
 */
record Means(@Nullable Runnable fire, @Nullable Runnable restart, Claims claims, Patience patience) {}
