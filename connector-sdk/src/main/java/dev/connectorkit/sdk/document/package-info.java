/**
 * Serves the documents of a connector.
 */
@NullMarked
package dev.connectorkit.sdk.document;

import org.jspecify.annotations.NullMarked;
