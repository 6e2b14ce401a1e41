/**
 * The commands of the workbench.
 */
@NullMarked
package dev.connectorkit.workbench.cli;

import org.jspecify.annotations.NullMarked;
