/** The first orchestration: three activities one after the other, and a history to look at. */
@NullMarked
package dev.connectorkit.samples.hello;

import org.jspecify.annotations.NullMarked;
