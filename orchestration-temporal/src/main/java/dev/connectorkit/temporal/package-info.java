/** Orchestrations on a Temporal cluster, without a change of their code. */
@NullMarked
package dev.connectorkit.temporal;

import org.jspecify.annotations.NullMarked;
