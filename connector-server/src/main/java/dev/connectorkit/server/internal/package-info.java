/** The Configurator that Logback finds as a service. */
@NullMarked
package dev.connectorkit.server.internal;

import org.jspecify.annotations.NullMarked;
