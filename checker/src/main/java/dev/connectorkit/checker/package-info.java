/**
 * Finds in a connector's document what designers, certification and engines would stumble over.
 * {@link dev.connectorkit.checker.Checker} is the way in, {@link dev.connectorkit.checker.Report} the way out;
 * {@link dev.connectorkit.checker.BreakingChanges} compares two versions.
 */
@NullMarked
package dev.connectorkit.checker;

import org.jspecify.annotations.NullMarked;
