/** The bakery: long work behind an action, asked for again and again, or called back. */
@NullMarked
package dev.connectorkit.samples.bakery;

import org.jspecify.annotations.NullMarked;
