package dev.connectorkit.callbacks;

/**
 * Health of a {@link CallbackService}, for a readiness check. That of its database is its own.
 *
 * @param ready whether events are being delivered
 */
public record CallbackHealth(boolean ready) {}
