package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the deliveries of an event, or its dead letters. Thread-safe. */
final class Deliverer {

    private static final String FILTER_FAILED = "its filter failed; see the log";

    private final Ids ids;

    Deliverer(Ids ids) {
        this.ids = ids;
    }

    /** Makes a delivery for each of these subscriptions, a dead letter if it is paused; returns the hosts. */
    Set<String> deliver(Transaction tx, Event event, List<Subscriptions.Candidate> receivers, Instant now)
            throws SQLException {
        Set<String> hosts = new LinkedHashSet<>();
        for (Subscriptions.Candidate subscription : receivers) {
            DeliveryQueue.Row row = row(tx, event, subscription, now);
            if (subscription.state() == SubscriptionState.PAUSED) {
                DeadLetters.add(tx, row, 0, CallbackStore.HELD, now);
            } else {
                DeliveryQueue.add(tx, row, now);
                hosts.add(subscription.host());
            }
        }
        return hosts;
    }

    /** Makes dead letters of subscriptions whose filters have failed. */
    void bury(Transaction tx, Event event, List<Subscriptions.Candidate> receivers, Instant now) throws SQLException {
        for (Subscriptions.Candidate subscription : receivers) {
            DeadLetters.add(tx, row(tx, event, subscription, now), 0, FILTER_FAILED, now);
        }
    }

    private DeliveryQueue.Row row(Transaction tx, Event event, Subscriptions.Candidate subscription, Instant now)
            throws SQLException {
        Optional<String> last = event.ordered() ? DeliveryQueue.last(tx, subscription.id()) : Optional.empty();
        return new DeliveryQueue.Row(
                last.map(ids::after).orElseGet(ids::next),
                event.id(),
                subscription.id(),
                event.name(),
                subscription.host(),
                event.ordered(),
                subscription.due(now));
    }

    /** An event whose body is stored. */
    record Event(String id, String name, boolean ordered) {}
}
