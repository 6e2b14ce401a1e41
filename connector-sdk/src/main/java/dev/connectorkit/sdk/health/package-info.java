/**
 * Reports whether the connector works.
 */
@NullMarked
package dev.connectorkit.sdk.health;

import org.jspecify.annotations.NullMarked;
