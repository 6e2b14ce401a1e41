package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.internal.store.CallbackStore.Outcome;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.GroupedWork;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Stores outcomes of attempts; those that end during a transaction share the statements of the next. Thread-safe. */
final class Completions {

    private final Database database;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private final GroupedWork<Ended, Outcome> delivered;

    Completions(Database database, Subscriptions subscriptions, Clock clock) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.clock = clock;
        this.delivered = database.grouped(this::together);
    }

    CompletableFuture<Outcome> add(Attempt attempt, String claim) {
        Delivery delivery = attempt.delivery();
        boolean plain = attempt.decision() instanceof DeliveryDecision.Delivered
                && !delivery.ordered()
                && !delivery.refused()
                && !delivery.once();
        if (!plain) {
            return database.submit(tx -> alone(tx, attempt, claim));
        }
        // Storing it a second time is harmless, unlike for others whose commit fails.
        return delivered
                .submit(new Ended(attempt, claim))
                .exceptionallyCompose(failure -> database.submit(tx -> alone(tx, attempt, claim)));
    }

    private Outcome alone(Transaction tx, Attempt attempt, String claim) throws SQLException {
        return new Completion(tx, subscriptions, clock.instant()).of(attempt, claim);
    }

    private List<Outcome> together(Transaction tx, List<Ended> all) throws SQLException {
        Map<String, List<String>> byClaim = new TreeMap<>();
        SortedSet<String> events = new TreeSet<>();
        for (Ended ended : all) {
            tx.enqueue(Completion.ADD_ATTEMPT, Completion.row(ended.attempt()));
            Delivery delivery = ended.attempt().delivery();
            byClaim.computeIfAbsent(ended.claim(), claim -> new ArrayList<>()).add(delivery.id());
            events.add(delivery.eventId());
        }
        Set<String> finished = new HashSet<>();
        for (Map.Entry<String, List<String>> each : byClaim.entrySet()) {
            finished.addAll(DeliveryQueue.finish(tx, each.getValue(), each.getKey()));
        }
        Completion.forget(tx, events);
        SortedSet<String> answered = new TreeSet<>();
        for (Ended ended : all) {
            Delivery delivery = ended.attempt().delivery();
            if (ended.attempt().answer() == Attempt.Answer.WORKING && finished.contains(delivery.id())) {
                answered.add(delivery.subscriptionId());
            }
        }
        Instant now = clock.instant();
        Set<String> released =
                answered.isEmpty() ? Set.of() : SubscriptionCircuit.answered(tx, List.copyOf(answered), now);
        return all.stream()
                .map(ended -> ended.attempt().delivery())
                .map(delivery -> new Outcome(
                        finished.contains(delivery.id()),
                        0,
                        false,
                        released.contains(delivery.subscriptionId()) ? now : null))
                .toList();
    }

    private record Ended(Attempt attempt, String claim) {}
}
