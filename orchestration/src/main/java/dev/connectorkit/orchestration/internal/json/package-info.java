/** JSON of payloads. */
@NullMarked
package dev.connectorkit.orchestration.internal.json;

import org.jspecify.annotations.NullMarked;
