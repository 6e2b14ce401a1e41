/** What only Logback calls. */
@NullMarked
package dev.connectorkit.server.internal;

import org.jspecify.annotations.NullMarked;
