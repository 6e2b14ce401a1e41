/** One-time callbacks for other toolkits, stored and published in their own transactions. */
@NullMarked
package dev.connectorkit.callbacks.spi;

import org.jspecify.annotations.NullMarked;
