package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the deliveries of an event, or its dead letters. Thread-safe. */
final class Deliverer {

    private static final String FILTER_FAILED = "its filter failed; see the log";

    private final Ids ids;

    Deliverer(Ids ids) {
        this.ids = ids;
    }

    /**
     * Makes a delivery for each of these subscriptions, a dead letter if it is paused; returns the hosts of those that are not handed
     * over.
     */
    Set<String> deliver(Transaction tx, Event event, List<Audiences.Candidate> receivers, Offers offers, Instant now)
            throws SQLException {
        Set<String> hosts = new LinkedHashSet<>();
        for (Audiences.Candidate subscription : receivers) {
            DeliveryQueue.Row row = row(tx, event, subscription, now);
            if (subscription.state() == SubscriptionState.PAUSED) {
                DeadLetters.add(tx, row, 0, CallbackStore.HELD, now);
                continue;
            }
            Delivery handed =
                    mayBeHandedOver(event, subscription, now) ? delivery(row, event, subscription, now) : null;
            if (handed != null && offers.offer(handed)) {
                DeliveryQueue.addClaimed(tx, handed, offers.claim(), offers.lease());
            } else {
                DeliveryQueue.add(tx, row, now);
                hosts.add(subscription.host());
            }
        }
        return hosts;
    }

    /** Those that wait for others, for a circuit or for much memory are found in the store. */
    private static boolean mayBeHandedOver(Event event, Audiences.Candidate subscription, Instant now) {
        Audiences.Endpoint endpoint = subscription.endpoint();
        return event.content() != null
                && !event.ordered()
                && endpoint != null
                && endpoint.failures() < SubscriptionCircuit.FAILURES_TO_OPEN
                && !subscription.openUntil().isAfter(now);
    }

    private static Delivery delivery(
            DeliveryQueue.Row row, Event event, Audiences.Candidate subscription, Instant now) {
        Content content = Objects.requireNonNull(event.content());
        Audiences.Endpoint endpoint = Objects.requireNonNull(subscription.endpoint());
        return new Delivery(
                row.id(),
                row.eventId(),
                row.event(),
                row.subscriptionId(),
                row.host(),
                endpoint.url(),
                endpoint.push(),
                content.body(),
                content.headers(),
                0,
                false,
                endpoint.refused(),
                false,
                now,
                endpoint.failures());
    }

    /** Makes dead letters of subscriptions whose filters have failed. */
    void bury(Transaction tx, Event event, List<Audiences.Candidate> receivers, Instant now) throws SQLException {
        for (Audiences.Candidate subscription : receivers) {
            DeadLetters.add(tx, row(tx, event, subscription, now), 0, FILTER_FAILED, now);
        }
    }

    private DeliveryQueue.Row row(Transaction tx, Event event, Audiences.Candidate subscription, Instant now)
            throws SQLException {
        return new DeliveryQueue.Row(
                id(tx, event, subscription),
                event.id(),
                subscription.id(),
                event.name(),
                subscription.host(),
                event.ordered(),
                subscription.due(now));
    }

    private String id(Transaction tx, Event event, Audiences.Candidate subscription) throws SQLException {
        if (event.ordered()) {
            return DeliveryQueue.last(tx, subscription.id()).map(ids::after).orElseGet(ids::next);
        }
        return event.single() ? event.id() : ids.next();
    }

    /**
     * An event whose body is stored.
     *
     * @param single whether it has one receiver; its delivery has its id then, which saves an entry of an index
     * @param content null if it is large, or is not needed
     */
    record Event(
            String id,
            String name,
            boolean ordered,
            boolean single,
            @Nullable Content content) {}

    /** The small body of an event, and its headers as a JSON object. */
    record Content(EventBody body, String headers) {

        /** Returns the content of a publication, or null if its body is large. */
        static @Nullable Content of(Publication publication) {
            EventBody body = EventBody.of(publication.body());
            return body.bytes().length <= PayloadBudget.SMALL ? new Content(body, publication.headers()) : null;
        }
    }
}
