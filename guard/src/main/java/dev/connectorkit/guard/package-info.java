/**
 * Decides which URLs of strangers may be called: protection against server-side request forgery.
 */
@NullMarked
package dev.connectorkit.guard;

import org.jspecify.annotations.NullMarked;
