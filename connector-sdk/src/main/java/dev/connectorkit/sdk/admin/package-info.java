/**
 * The operator's API: subscriptions, deliveries and dead letters.
 */
@NullMarked
package dev.connectorkit.sdk.admin;

import org.jspecify.annotations.NullMarked;
