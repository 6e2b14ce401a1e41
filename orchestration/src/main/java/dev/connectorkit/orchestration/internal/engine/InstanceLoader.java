package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.InstanceStore;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.storage.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Provides the instances of turns, from the cache or the store. Thread-safe. */
record InstanceLoader(Database database, InstanceStore store, StateCache cache) {

    /**
     * An instance for a turn.
     *
     * @param state the instance, null if it is unknown
     * @param inbox the stored messages, null if they need not be read
     */
    record Loaded(@Nullable InstanceState state, @Nullable List<StoredMessage> inbox) {}

    Loaded load(Mailboxes.Delivery delivery) {
        String id = delivery.id();
        InstanceState known = delivery.fresh() != null ? delivery.fresh() : cache.get(id);
        if (known != null && !delivery.readInbox()) {
            return new Loaded(known, null);
        }
        return database.read(tx -> {
            InstanceState state = known == null ? store.load(tx, id).orElse(null) : known;
            return new Loaded(state, store.inbox(tx, id));
        });
    }

    void forget(String id) {
        cache.remove(id);
    }
}
