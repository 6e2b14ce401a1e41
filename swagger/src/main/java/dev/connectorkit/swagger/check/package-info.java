/**
 * Finds in a connector's document what designers, certification and engines would stumble over.
 * {@link dev.connectorkit.swagger.check.Checker} is the way in, {@link dev.connectorkit.swagger.check.Report} the way out;
 * {@link dev.connectorkit.swagger.check.BreakingChanges} compares two versions.
 */
@NullMarked
package dev.connectorkit.swagger.check;

import org.jspecify.annotations.NullMarked;
