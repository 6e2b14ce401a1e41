/**
 * Keeps a service that calls URLs given by strangers away from its own network (server-side request forgery):
 * {@link dev.connectorkit.sdk.guard.CallbackGuard} judges the URL, its host name and every address behind it. Needs
 * nothing but the JDK and SLF4J, and serves any HTTP client that lets its DNS resolver be replaced.
 */
@NullMarked
package dev.connectorkit.sdk.guard;

import org.jspecify.annotations.NullMarked;
