/**
 * Rules of the protocol between workflow engines and connectors, checked from outside: a
 * {@link dev.connectorkit.workbench.conformance.Conformance} sends what engines send and reports what departs from the rules, with the
 * exchanges that show it.
 */
@NullMarked
package dev.connectorkit.workbench.conformance;

import org.jspecify.annotations.NullMarked;
