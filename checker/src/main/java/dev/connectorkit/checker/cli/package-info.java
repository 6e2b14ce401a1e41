/** The command line {@code connectorkit}: a thin layer over the other packages. */
@NullMarked
package dev.connectorkit.checker.cli;

import org.jspecify.annotations.NullMarked;
