/** Not part of the API. */
@NullMarked
package dev.connectorkit.sdk.internal.server;

import org.jspecify.annotations.NullMarked;
