/** Configuration of the delivery of callbacks, and notifications about it. */
@NullMarked
package dev.connectorkit.callbacks.delivery;

import org.jspecify.annotations.NullMarked;
