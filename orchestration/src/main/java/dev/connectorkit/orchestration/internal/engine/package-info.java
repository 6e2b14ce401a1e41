/** Threads, timers, partitions, activities: what drives the turns. */
@NullMarked
package dev.connectorkit.orchestration.internal.engine;

import org.jspecify.annotations.NullMarked;
