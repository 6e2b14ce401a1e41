/**
 * Authentication of the connector's callers.
 */
@NullMarked
package dev.connectorkit.http.auth;

import org.jspecify.annotations.NullMarked;
