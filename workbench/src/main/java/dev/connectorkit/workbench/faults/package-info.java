/**
 * Faults between an engine and a connector, to be injected on purpose.
 */
@NullMarked
package dev.connectorkit.workbench.faults;

import org.jspecify.annotations.NullMarked;
