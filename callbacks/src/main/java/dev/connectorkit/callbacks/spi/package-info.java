/** One-time callbacks for other toolkits, stored and published in their own transactions. */
@Beta
@NullMarked
package dev.connectorkit.callbacks.spi;

import dev.connectorkit.annotations.Beta;
import org.jspecify.annotations.NullMarked;
