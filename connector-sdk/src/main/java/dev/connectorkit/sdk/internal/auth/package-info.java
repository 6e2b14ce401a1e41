/** Not part of the API. */
@NullMarked
package dev.connectorkit.sdk.internal.auth;

import org.jspecify.annotations.NullMarked;
