/** Not part of the API. */
@NullMarked
package dev.connectorkit.sdk.internal.poll;

import org.jspecify.annotations.NullMarked;
