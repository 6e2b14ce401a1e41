/** For applications that log with Logback: an appender for the log of requests. */
@NullMarked
package dev.connectorkit.server.logback;

import org.jspecify.annotations.NullMarked;
