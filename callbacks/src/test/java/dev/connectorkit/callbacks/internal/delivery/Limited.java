package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;

/** Policies with few concurrent attempts. */
final class Limited {

    private Limited() {}

    static DeliveryPolicy to(int attempts, int perHost) {
        return DeliveryPolicy.builder()
                .maxConcurrentAttempts(attempts)
                .maxConcurrentAttemptsPerHost(perHost)
                .build();
    }
}
