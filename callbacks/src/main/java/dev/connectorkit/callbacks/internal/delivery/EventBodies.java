package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.EventBody;
import dev.connectorkit.callbacks.internal.store.PayloadBudget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Large payloads of attempts in progress, each held once for all deliveries of its event. Thread-safe. */
final class EventBodies {

    private final CallbackStore store;
    private final long most;
    private final Map<String, Held> held = new HashMap<>();

    EventBodies(CallbackStore store, long most) {
        this.store = store;
        this.most = most;
    }

    /** Returns the memory that is left. */
    synchronized PayloadBudget budget() {
        long used = held.values().stream().mapToLong(Held::size).sum();
        return new PayloadBudget(most - used, held.isEmpty(), Set.copyOf(held.keySet()));
    }

    /**
     * Returns a delivery with its payload, which is held until {@link #release}, or empty if its event was removed. Called by one
     * thread at a time, so that no more than one payload is being read.
     */
    Optional<Delivery> load(Delivery delivery) {
        if (delivery.body() != null) {
            return Optional.of(delivery);
        }
        EventBody known = retain(delivery.eventId());
        if (known != null) {
            return Optional.of(delivery.with(known));
        }
        Optional<EventBody> body = store.body(delivery.eventId());
        synchronized (this) {
            body.ifPresent(read -> held.put(delivery.eventId(), new Held(read, 1)));
        }
        return body.map(delivery::with);
    }

    private synchronized @Nullable EventBody retain(String eventId) {
        Held found = held.get(eventId);
        if (found == null) {
            return null;
        }
        held.put(eventId, new Held(found.body(), found.deliveries() + 1));
        return found.body();
    }

    /** Releases the payload of a delivery; returns whether memory became free. */
    synchronized boolean release(Delivery delivery) {
        EventBody body = delivery.body();
        Held found = held.get(delivery.eventId());
        if (body == null || found == null || found.body() != body) {
            return false;
        }
        if (found.deliveries() > 1) {
            held.put(delivery.eventId(), new Held(body, found.deliveries() - 1));
            return false;
        }
        held.remove(delivery.eventId());
        return true;
    }

    private record Held(EventBody body, int deliveries) {

        long size() {
            return body.bytes().length;
        }
    }
}
