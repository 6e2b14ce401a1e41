/** The operator's API: what waits, what failed, sending it again. */
@NullMarked
package dev.connectorkit.sdk.internal.admin;

import org.jspecify.annotations.NullMarked;
