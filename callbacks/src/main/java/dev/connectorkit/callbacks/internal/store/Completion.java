package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.callbacks.internal.store.CallbackStore.Outcome;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Applies the decision after one attempt, in one transaction. */
final class Completion {

    private static final Outcome LOST = new Outcome(false, 0, false, null);

    /** Removes an event that nothing needs; of two deliveries that end at once on two nodes, housekeeping removes it. */
    static final BatchedStatement FORGET_EVENT = BatchedStatement.of("DELETE FROM callback_event WHERE id = ?"
            + " AND NOT EXISTS (SELECT 1 FROM callback_delivery d WHERE d.id = callback_event.id)"
            + " AND NOT EXISTS (SELECT 1 FROM callback_delivery d WHERE d.event_id = callback_event.id AND d.event_id <> d.id)"
            + " AND NOT EXISTS (SELECT 1 FROM callback_dead d WHERE d.event_id = callback_event.id)"
            + " AND NOT EXISTS (SELECT 1 FROM callback_fanout f WHERE f.event_id = callback_event.id)");

    /** As {@link #FORGET_EVENT}, for several; not NOT EXISTS, which PostgreSQL might plan as a join that reads whole tables. */
    private static final String FORGET_EVENTS =
            " AND (SELECT 1 FROM callback_delivery d WHERE d.id = callback_event.id LIMIT 1) IS NULL"
                    + " AND (SELECT 1 FROM callback_delivery d WHERE d.event_id = callback_event.id"
                    + " AND d.event_id <> d.id LIMIT 1) IS NULL"
                    + " AND (SELECT 1 FROM callback_dead d WHERE d.event_id = callback_event.id LIMIT 1) IS NULL"
                    + " AND (SELECT 1 FROM callback_fanout f WHERE f.event_id = callback_event.id LIMIT 1) IS NULL";

    static final BatchedStatement ADD_ATTEMPT = BatchedStatement.of(
            "INSERT INTO callback_attempt (delivery_id, at, millis, status, outcome) VALUES (?, ?, ?, ?, ?)");

    private final Transaction tx;
    private final Subscriptions subscriptions;
    private final Instant now;

    Completion(Transaction tx, Subscriptions subscriptions, Instant now) {
        this.tx = tx;
        this.subscriptions = subscriptions;
        this.now = now;
    }

    Outcome of(Attempt attempt, String claim) throws SQLException {
        Outcome outcome = decided(attempt, claim);
        if (!outcome.held()) {
            return outcome;
        }
        boolean released = false;
        if (attempt.answer() == Attempt.Answer.FAILING) {
            SubscriptionCircuit.failed(tx, attempt.delivery(), now);
        } else if (attempt.answer() == Attempt.Answer.WORKING) {
            List<String> subscription = List.of(attempt.delivery().subscriptionId());
            released = !SubscriptionCircuit.answered(tx, subscription, now).isEmpty();
        }
        return released ? new Outcome(true, outcome.dead(), outcome.stopped(), now) : outcome;
    }

    private Outcome decided(Attempt attempt, String claim) throws SQLException {
        tx.enqueue(ADD_ATTEMPT, row(attempt));
        Delivery delivery = attempt.delivery();
        DeliveryDecision decision = attempt.decision();
        if (decision instanceof DeliveryDecision.Delivered) {
            return delivered(delivery, claim);
        }
        if (decision instanceof DeliveryDecision.Retry retry) {
            boolean held = DeliveryQueue.putOff(tx, delivery, claim, retry.at(), retry.counts(), retry.rejected());
            return held ? new Outcome(true, 0, false, retry.at()) : LOST;
        }
        if (decision instanceof DeliveryDecision.Refused refused) {
            return refused(delivery, claim, refused);
        }
        if (decision instanceof DeliveryDecision.DeadLetter dead) {
            boolean held = DeadLetters.bury(tx, delivery, claim, dead.reason(), now);
            return held ? new Outcome(true, 1, false, next(delivery)) : LOST;
        }
        if (decision instanceof DeliveryDecision.EndSubscription ended) {
            return ended(delivery, claim, SubscriptionState.ENDED, ended.reason());
        }
        return ended(
                delivery, claim, SubscriptionState.PAUSED, ((DeliveryDecision.PauseSubscription) decision).reason());
    }

    /** Removes those of these events that nothing needs; in one order, so that two nodes do not deadlock. */
    static void forget(Transaction tx, SortedSet<String> events) throws SQLException {
        // Deliveries of theirs may be enqueued.
        tx.flush();
        int unused = tx.update(
                "DELETE FROM callback_event WHERE id IN (" + DeliveryQueue.places(events.size()) + ")" + FORGET_EVENTS,
                DeliveryQueue.padded(List.copyOf(events)));
    }

    /** Returns the arguments of {@link #ADD_ATTEMPT}. */
    static Object[] row(Attempt attempt) {
        return new Object[] {
            attempt.delivery().id(), attempt.at(), attempt.millis(), attempt.status(), attempt.outcome()
        };
    }

    private Outcome delivered(Delivery delivery, String claim) throws SQLException {
        boolean held = DeliveryQueue.finish(tx, delivery, claim);
        tx.enqueue(FORGET_EVENT, delivery.eventId());
        if (delivery.once()) {
            subscriptions.remove(tx, delivery.subscriptionId());
        }
        if (delivery.refused()) {
            tx.update(
                    "UPDATE callback_subscription SET refusals = 0, refused_at = 0 WHERE id = ? AND state <> 'ENDED'",
                    delivery.subscriptionId());
        }
        return held ? new Outcome(true, 0, false, next(delivery)) : LOST;
    }

    /** Returns the due time of the next delivery of an ordered subscription. */
    private @Nullable Instant next(Delivery delivery) {
        return delivery.ordered() ? now : null;
    }

    private Outcome refused(Delivery delivery, String claim, DeliveryDecision.Refused refused) throws SQLException {
        if (!DeliveryQueue.putOff(tx, delivery, claim, refused.at(), true, false)) {
            return LOST;
        }
        int counted = tx.update(
                "UPDATE callback_subscription SET refusals = refusals + 1, refused_at = ? WHERE id = ? AND refused_at <= ?",
                now,
                delivery.subscriptionId(),
                now.minus(refused.spacedBy()));
        boolean enough = counted == 1
                && tx.first(
                                "SELECT refusals FROM callback_subscription WHERE id = ?",
                                row -> row.getInt(1),
                                delivery.subscriptionId())
                        .filter(refusals -> refusals >= refused.limit())
                        .isPresent();
        if (!enough) {
            return new Outcome(true, 0, false, refused.at());
        }
        return end(delivery, SubscriptionState.ENDED, refused.reason());
    }

    private Outcome ended(Delivery delivery, String claim, SubscriptionState state, String reason) throws SQLException {
        boolean held = tx.first(
                        "SELECT 1 FROM callback_delivery WHERE " + DeliveryQueue.HELD, row -> 1, delivery.id(), claim)
                .isPresent();
        return held ? end(delivery, state, reason) : LOST;
    }

    private Outcome end(Delivery delivery, SubscriptionState state, String reason) throws SQLException {
        subscriptions.become(tx, delivery.subscriptionId(), state, reason, now);
        String why = state == SubscriptionState.PAUSED ? CallbackStore.HELD + ": " + reason : reason;
        return new Outcome(true, DeadLetters.buryAll(tx, delivery.subscriptionId(), why, now), true, null);
    }
}
