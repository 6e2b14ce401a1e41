/**
 * Drills: fixed scripts of mishaps that an engine plays against a connector, each with a score.
 */
@NullMarked
package dev.connectorkit.workbench.drills;

import org.jspecify.annotations.NullMarked;
