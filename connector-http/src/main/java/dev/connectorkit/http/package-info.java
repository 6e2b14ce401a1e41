/**
 * Filters, interceptors and exception mappers that every served application has.
 */
@NullMarked
package dev.connectorkit.http;

import org.jspecify.annotations.NullMarked;
