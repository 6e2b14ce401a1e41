package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Store of subscriptions and deliveries: when a method returns, its changes are on disk. Thread-safe; several nodes may share one
 * on PostgreSQL.
 */
public final class CallbackStore {

    /** The channel that wakes nodes when there may be something to deliver. */
    public static final String CHANNEL = "callbacks";

    /** The reason of events that were published while their subscription was paused. */
    public static final String HELD = "the subscription was paused";

    /** The prefix of events with one-time subscriptions, which are removed after their delivery. */
    public static final String ONCE = "once:";

    /** The largest number of rows in one step. */
    public static final int PAGE = 1000;

    private final Database database;
    private final Clock clock;
    private final Ids ids;
    private final Subscriptions subscriptions;
    private final DeliveryQueue queue;
    private final Completions completions;
    private final Housekeeping housekeeping;
    private final Fanout fanout;
    private final Publisher publisher;

    /** Creates a store in this database, and brings its tables to the newest version. */
    public CallbackStore(Database database, SubscriptionKeys keys, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.subscriptions = new Subscriptions(keys);
        this.queue = new DeliveryQueue(keys);
        this.completions = new Completions(database, subscriptions, clock);
        this.housekeeping = new Housekeeping(subscriptions);
        Deliverer deliverer = new Deliverer(ids);
        Audiences audiences = new Audiences(keys);
        this.fanout = new Fanout(deliverer, audiences);
        this.publisher = new Publisher(database, audiences, deliverer, ids, clock);
        database.migrate("callbacks", CallbackStore.class);
        if (database.dialect() == Dialect.SQLITE) {
            database.write(tx -> Leases.releaseAll(tx, clock.instant()));
        }
    }

    /** Returns whether an event has one-time subscriptions. */
    public static boolean isOneTime(String event) {
        return event.startsWith(ONCE);
    }

    /** Returns the name of an event for people, without the prefix of one-time subscriptions. */
    public static String displayName(String event) {
        return isOneTime(event) ? event.substring(ONCE.length()) : event;
    }

    /** Returns a new id. */
    public String newId() {
        return ids.next();
    }

    /**
     * Adds a subscription, or replaces the one with the same key.
     *
     * @return its id, which a replaced one keeps
     * @throws LimitReachedException if there are too many
     */
    public String subscribe(NewSubscription wanted, Limits limits) {
        return database.write(tx -> subscriptions.put(tx, ids.next(), wanted, limits, clock.instant()));
    }

    /** As {@link #subscribe(NewSubscription, Limits)} without limits, in a transaction that is under way; a new one gets this id. */
    public void subscribe(Transaction tx, String id, NewSubscription wanted) throws SQLException {
        subscriptions.put(tx, id, wanted, Limits.NONE, clock.instant());
    }

    /** Removes a subscription with its deliveries and dead letters; false if absent. */
    public boolean unsubscribe(String id) {
        return database.write(tx -> subscriptions.remove(tx, id));
    }

    /** As {@link #unsubscribe(String)}, in a transaction that is under way. */
    public boolean unsubscribe(Transaction tx, String id) throws SQLException {
        return subscriptions.remove(tx, id);
    }

    /** As {@link #unsubscribe(String)}, by its key. */
    public boolean unsubscribeKey(String key) {
        return database.write(tx -> {
            var id = subscriptions.idOf(tx, key);
            return id.isPresent() && subscriptions.remove(tx, id.get());
        });
    }

    /** Publishes an event to the matching subscriptions, and hands deliveries over to this node's delivery after the commit. */
    public Published publish(Publication publication, Handover handover) {
        return publisher.publish(publication, handover);
    }

    /**
     * Publishes in the transaction of a connection.
     *
     * @throws IllegalStateException if it is in auto-commit mode
     * @throws StorageException if the connection is to another database
     */
    public Published publish(Connection connection, Publication publication) throws SQLException {
        return database.join(connection, tx -> publish(tx, publication));
    }

    /** Publishes an event in a transaction of the caller. */
    public Published publish(Transaction tx, Publication publication) throws SQLException {
        return publisher.publish(tx, publication);
    }

    /**
     * Makes a bounded number of deliveries of events that were published to many subscriptions, and hands them over to this node's
     * delivery after the commit.
     *
     * @param most the largest number of deliveries, except that it makes those of one row at least
     * @return the hosts with deliveries that are due and were not handed over, or empty if there is no such event
     */
    public CompletableFuture<Optional<Set<String>>> fanOut(Handover handover, int most) {
        Offers offers = new Offers(handover);
        return database.submit(tx -> {
                    offers.withdraw();
                    return fanout.step(tx, most, offers, clock.instant());
                })
                .whenComplete((made, failure) -> offers.end(failure == null));
    }

    /**
     * Claims due deliveries for this node.
     *
     * @param requests the requests by host
     * @param budget the memory for large payloads
     * @param claim the name of this run of this node
     * @param lease the time for which they belong to this node, unless renewed
     * @param probe the time that the attempt of a half-open circuit may take
     */
    public Claimed claim(
            Map<String, ClaimRequest> requests, PayloadBudget budget, String claim, Duration lease, Duration probe) {
        return database.write(tx -> {
            Instant now = clock.instant();
            List<Delivery> deliveries = new ArrayList<>();
            Map<String, HostState> states = new LinkedHashMap<>();
            ClaimBudget left = new ClaimBudget(budget);
            for (Map.Entry<String, ClaimRequest> request : requests.entrySet()) {
                String host = request.getKey();
                HostClaim selection = new HostClaim(tx, now, now.plus(probe), left);
                selection.select(host, request.getValue());
                deliveries.addAll(queue.claim(tx, selection.selected(), claim, lease));
                Instant next = selection.more()
                        ? now
                        : DeliveryQueue.nextDue(tx, host, now).orElse(null);
                states.put(host, new HostState(next, selection.blocked()));
            }
            return new Claimed(deliveries, states);
        });
    }

    /** Returns the payload of an event, or empty if it was removed. */
    public Optional<EventBody> body(String eventId) {
        return database.read(tx -> DeliveryQueue.body(tx, eventId));
    }

    /** Releases deliveries of this claim, to be claimed again from then on. */
    public CompletableFuture<Boolean> release(String claim, SortedSet<String> deliveries, Instant at) {
        return database.submit(tx -> {
            Leases.release(tx, claim, deliveries, at);
            return true;
        });
    }

    /** Makes deliveries due again whose leases have expired. */
    public CompletableFuture<Boolean> reclaim() {
        return database.submit(tx -> {
            Leases.reclaim(tx, clock.instant());
            return true;
        });
    }

    /** Stores an attempt and the decision about its delivery. */
    public CompletableFuture<Outcome> complete(Attempt attempt, String claim) {
        return completions.add(attempt, claim);
    }

    /** Returns the next hosts with deliveries, by name, at most a thousand. */
    public HostPage hosts(String after) {
        return database.read(tx -> new HostPage(DeliveryQueue.hosts(tx, after, PAGE), Fanout.isAnyPending(tx)));
    }

    /** Releases all deliveries of this claim. */
    public int release(String claim) {
        return database.write(tx -> Leases.release(tx, claim, clock.instant()));
    }

    /** Returns the number of subscriptions of an event that have not ended. */
    public long subscriptions(String event) {
        return database.read(tx -> Subscriptions.counted(tx, event, ""));
    }

    /** Returns the time when the oldest delivery that has not arrived was published. */
    public Optional<Instant> oldest() {
        return database.read(tx ->
                tx.first("SELECT id FROM callback_delivery ORDER BY id LIMIT 1", row -> Ids.madeAt(row.getString(1))));
    }

    /** Extends the leases of these deliveries, as far as this claim still holds them. */
    public CompletableFuture<Boolean> renew(String claim, SortedSet<String> deliveries, Duration lease) {
        return database.submit(tx -> {
            Leases.renew(tx, claim, deliveries, lease);
            return true;
        });
    }

    /** Changes the state of a subscription; returns false if nothing changed. */
    public boolean become(String id, SubscriptionState state, String reason) {
        return database.write(tx -> subscriptions.become(tx, id, state, reason, clock.instant()));
    }

    /**
     * Makes up to a thousand dead letters due again, with their ids, the oldest first.
     *
     * @param deadLetter only this one, or null
     * @param subscription only those of this one, or null
     * @return how many
     */
    public int resend(@Nullable String deadLetter, @Nullable String subscription) {
        return database.write(tx -> {
            int sent = DeadLetters.resend(tx, deadLetter, subscription, PAGE, clock.instant());
            if (sent > 0) {
                tx.wake(CHANNEL);
            }
            return sent;
        });
    }

    /**
     * Removes a bounded number of expired and old rows.
     *
     * @param maxAge deliveries twice as old become dead letters
     * @return whether there is more
     */
    public CompletableFuture<Boolean> tidy(Duration maxAge) {
        return database.submit(tx -> housekeeping.step(tx, maxAge, clock.instant()));
    }

    /** Returns the database. */
    public Database database() {
        return database;
    }

    /**
     * A stored publication.
     *
     * @param deliveries the number of subscriptions that it is delivered to
     * @param hosts the hosts with new deliveries that are not handed over
     */
    public record Published(String eventId, int deliveries, Set<String> hosts) {}

    /**
     * Claimed deliveries.
     *
     * @param deliveries by host, in the order of their due times
     * @param states the states of the hosts after the claim
     */
    public record Claimed(List<Delivery> deliveries, Map<String, HostState> states) {}

    /**
     * State of a host's queue.
     *
     * @param nextDue the time when the next delivery is due, null if absent
     * @param blocked whether due deliveries were passed over that can be claimed when an attempt has ended
     */
    public record HostState(@Nullable Instant nextDue, boolean blocked) {}

    /**
     * Hosts with deliveries.
     *
     * @param fanOut whether there are events whose deliveries are still to be made
     */
    public record HostPage(List<HostDue> hosts, boolean fanOut) {}

    /**
     * A host with deliveries.
     *
     * @param host the host and port
     * @param due the due time of its next delivery
     */
    public record HostDue(String host, Instant due) {}

    /**
     * Result of storing an attempt.
     *
     * @param held whether this node still held the delivery
     * @param dead the number of deliveries that became dead letters
     * @param stopped whether the subscription has ended or paused
     * @param nextDue the time when the host has something due because of it, or null
     */
    public record Outcome(
            boolean held,
            int dead,
            boolean stopped,
            @Nullable Instant nextDue) {}
}
