package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.internal.store.CallbackStore.Outcome;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Transaction;
import dev.connectorkit.storage.Work;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Stores outcomes of attempts; those that end during a transaction share the statements of the next. Thread-safe. */
final class Completions {

    private final Database database;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private final Queue<Ended> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean handedOver = new AtomicBoolean();

    Completions(Database database, Subscriptions subscriptions, Clock clock) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.clock = clock;
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
        Ended ended = new Ended(attempt, claim, new CompletableFuture<>());
        waiting.add(ended);
        if (handedOver.compareAndSet(false, true)) {
            Group group = new Group();
            var unused = database.submitBatched(group).whenComplete((outcomes, failure) -> group.answer(outcomes));
        }
        return ended.result();
    }

    private Outcome alone(Transaction tx, Attempt attempt, String claim) throws SQLException {
        return new Completion(tx, subscriptions, clock.instant()).of(attempt, claim);
    }

    private record Ended(Attempt attempt, String claim, CompletableFuture<Outcome> result) {}

    /** The outcomes that waited when its transaction began. */
    private final class Group implements Work<List<Outcome>> {

        private @Nullable List<Ended> all;

        @Override
        public List<Outcome> run(Transaction tx) throws SQLException {
            List<Ended> mine = all();
            Transaction.Batch deliveries = tx.batch(DeliveryQueue.FINISH);
            Set<String> events = new TreeSet<>();
            SortedSet<String> subscriptionIds = new TreeSet<>();
            for (Ended ended : mine) {
                tx.enqueue(Completion.ADD_ATTEMPT, Completion.row(ended.attempt()));
                deliveries.add(ended.attempt().delivery().id(), ended.claim());
                events.add(ended.attempt().delivery().eventId());
            }
            int[] finished = deliveries.run();
            for (String event : events) {
                tx.enqueue(Completion.FORGET_EVENT, event);
            }
            for (int i = 0; i < finished.length; i++) {
                Attempt attempt = mine.get(i).attempt();
                if (finished[i] == 1 && attempt.answer() == Attempt.Answer.WORKING) {
                    subscriptionIds.add(attempt.delivery().subscriptionId());
                }
            }
            Instant now = clock.instant();
            Set<String> released = SubscriptionCircuit.answered(tx, subscriptionIds, now);
            List<Outcome> outcomes = new ArrayList<>(mine.size());
            for (int i = 0; i < finished.length; i++) {
                boolean due = released.contains(mine.get(i).attempt().delivery().subscriptionId());
                outcomes.add(new Outcome(finished[i] == 1, 0, false, due ? now : null));
            }
            return outcomes;
        }

        /** Returns the outcomes, the same ones if the transaction is retried. */
        private List<Ended> all() {
            List<Ended> taken = all;
            if (taken == null) {
                handedOver.set(false);
                taken = new ArrayList<>();
                for (Ended next = waiting.poll(); next != null; next = waiting.poll()) {
                    taken.add(next);
                }
                all = taken;
            }
            return taken;
        }

        /** Completes the results; if the group failed, each is stored alone, so that only the faulty one fails. */
        void answer(@Nullable List<Outcome> outcomes) {
            List<Ended> mine = all();
            for (int i = 0; i < mine.size(); i++) {
                Ended ended = mine.get(i);
                if (outcomes != null) {
                    ended.result().complete(outcomes.get(i));
                } else {
                    var unused = database.submit(tx -> alone(tx, ended.attempt(), ended.claim()))
                            .whenComplete((outcome, failure) -> {
                                if (failure == null) {
                                    ended.result().complete(outcome);
                                } else {
                                    ended.result().completeExceptionally(failure);
                                }
                            });
                }
            }
        }
    }
}
