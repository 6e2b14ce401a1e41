/** Not part of the API. */
@NullMarked
package dev.connectorkit.sdk.internal.http;

import org.jspecify.annotations.NullMarked;
