/** The management API of durable orchestrations. */
@NullMarked
package dev.connectorkit.sdk.internal.orchestration;

import org.jspecify.annotations.NullMarked;
