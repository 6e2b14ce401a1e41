/** Not part of the API. */
@NullMarked
package dev.connectorkit.swagger.internal;

import org.jspecify.annotations.NullMarked;
