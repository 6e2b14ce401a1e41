/**
 * Problem documents (RFC 9457), and the exception that a resource method throws to send one.
 */
@NullMarked
package dev.connectorkit.http.problem;

import org.jspecify.annotations.NullMarked;
