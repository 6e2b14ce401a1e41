package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.Delivery;
import java.util.List;

/**
 * Deliveries that were handed over.
 *
 * @param begun those to be attempted now
 * @param given those that go back to the store
 */
record HandedBegun(List<Delivery> begun, List<Delivery> given) {

    static final HandedBegun NOTHING = new HandedBegun(List.of(), List.of());
}
