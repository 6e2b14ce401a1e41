/**
 * Authentication of the connector's callers.
 */
@NullMarked
package dev.connectorkit.sdk.auth;

import org.jspecify.annotations.NullMarked;
