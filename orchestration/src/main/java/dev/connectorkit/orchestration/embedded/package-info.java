/** The engine that runs orchestrations in the process of its caller, over a database. */
@NullMarked
package dev.connectorkit.orchestration.embedded;

import org.jspecify.annotations.NullMarked;
