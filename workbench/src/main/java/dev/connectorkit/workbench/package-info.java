/**
 * The engine's side as a program: {@code connectorkit conform} and all commands of the checker.
 */
@NullMarked
package dev.connectorkit.workbench;

import org.jspecify.annotations.NullMarked;
