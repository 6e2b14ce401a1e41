/**
 * Filters, interceptors and exception mappers that every served application has.
 */
@NullMarked
package dev.connectorkit.sdk.http;

import org.jspecify.annotations.NullMarked;
