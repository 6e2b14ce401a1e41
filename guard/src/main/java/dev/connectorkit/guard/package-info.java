/**
 * Decides which URLs of strangers may be called, as a protection against server-side request forgery, and how long to wait when they
 * ask for it.
 */
@NullMarked
package dev.connectorkit.guard;

import org.jspecify.annotations.NullMarked;
