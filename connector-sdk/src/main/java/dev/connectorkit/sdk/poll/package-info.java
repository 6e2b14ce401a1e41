/**
 * Polling triggers: outcomes, states and cursors, and their exchange with an engine.
 */
@NullMarked
package dev.connectorkit.sdk.poll;

import org.jspecify.annotations.NullMarked;
