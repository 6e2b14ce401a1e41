/**
 * Keys that survive a restart, kept as files in the data folder.
 */
@NullMarked
package dev.connectorkit.sdk.keys;

import org.jspecify.annotations.NullMarked;
