package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.storage.BatchedStatement;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions and deliveries in a database: what has returned is on disk. Thread-safe; several nodes may share one on
 * PostgreSQL.
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

    private static final BatchedStatement ADD_EVENT =
            BatchedStatement.of("INSERT INTO callback_event (id, body, headers) VALUES (?, ?, ?)");

    private final Database database;
    private final Clock clock;
    private final Ids ids;
    private final Subscriptions subscriptions;
    private final DeliveryQueue queue;
    private final Completions completions;
    private final Housekeeping housekeeping;

    /**
     * Creates the store on this database, whose tables it brings up to date.
     *
     * @throws dev.connectorkit.storage.StorageException if the callback URLs there were encrypted with another key
     */
    public CallbackStore(Database database, SubscriptionKeys keys, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.ids = new Ids(clock);
        this.subscriptions = new Subscriptions(keys);
        this.queue = new DeliveryQueue(keys);
        this.completions = new Completions(database, subscriptions, clock);
        this.housekeeping = new Housekeeping(subscriptions);
        database.requireKey("callbacks", keys.identity());
        database.migrate("callbacks", CallbackStore.class);
        if (database.dialect() == Dialect.SQLITE) {
            database.write(tx -> DeliveryQueue.releaseAll(tx, clock.instant()));
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

    /** Forgets a subscription with all that waits for it; false if there is none. */
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

    /** Makes one delivery for each subscription that matches, in one transaction. */
    public Published publish(Publication publication) {
        return database.writeBatched(tx -> publish(tx, publication));
    }

    /**
     * Publishes in the transaction of a connection.
     *
     * @throws IllegalStateException if it is in auto-commit mode
     * @throws StorageException if the connection is to another database, or the database failed
     */
    public Published publish(Connection connection, Publication publication) {
        try {
            return database.join(connection, tx -> publish(tx, publication));
        } catch (SQLException e) {
            throw new StorageException("The event was not published; roll the transaction back", e);
        }
    }

    /** As {@link #publish(Publication)}, in a transaction that is under way. */
    public Published publish(Transaction tx, Publication publication) throws SQLException {
        Instant now = clock.instant();
        String eventId = ids.next();
        Set<String> hosts = new LinkedHashSet<>();
        int deliveries = 0;
        boolean needed = false;
        List<String> keys = publication.matchKey().isEmpty() ? List.of("") : List.of("", publication.matchKey());
        for (String key : keys) {
            String after = "";
            List<Subscriptions.Candidate> page;
            do {
                page = subscriptions.candidates(tx, publication.event(), key, after, PAGE, now);
                for (Subscriptions.Candidate candidate : page) {
                    after = candidate.id();
                    FilterResult match = FilterResult.of(publication, candidate);
                    if (match == FilterResult.NO_MATCH) {
                        continue;
                    }
                    needed = true;
                    if (deliver(tx, publication, eventId, candidate, match, now)) {
                        hosts.add(candidate.host());
                        deliveries++;
                    }
                }
            } while (page.size() == PAGE);
        }
        if (needed) {
            tx.enqueue(ADD_EVENT, eventId, publication.body(), publication.headers());
            tx.wake(CHANNEL);
        }
        return new Published(eventId, deliveries, hosts);
    }

    /** Whether it is on its way; else it is kept as a dead letter. */
    private boolean deliver(
            Transaction tx,
            Publication publication,
            String eventId,
            Subscriptions.Candidate candidate,
            FilterResult match,
            Instant now)
            throws SQLException {
        Optional<String> last = publication.ordered() ? DeliveryQueue.last(tx, candidate.id()) : Optional.empty();
        DeliveryQueue.Row row = new DeliveryQueue.Row(
                last.map(ids::after).orElseGet(ids::next),
                eventId,
                candidate.id(),
                publication.event(),
                candidate.host(),
                publication.ordered());
        if (match == FilterResult.FAILED) {
            DeadLetters.add(tx, row, 0, "its filter failed; the log says why", now);
        } else if (candidate.state() == SubscriptionState.PAUSED) {
            DeadLetters.add(tx, row, 0, HELD, now);
        } else {
            DeliveryQueue.add(tx, row, now);
            return true;
        }
        return false;
    }

    /**
     * Claims due deliveries for this node.
     *
     * @param wanted how many at most, and whose, by host
     * @param claim names this run of this node
     * @param lease how long they are this node's, unless renewed
     */
    public Claimed claim(Map<String, ClaimRequest> wanted, String claim, Duration lease) {
        return database.write(tx -> {
            Instant now = clock.instant();
            List<Delivery> deliveries = new ArrayList<>();
            Map<String, @Nullable Instant> nextDue = new LinkedHashMap<>();
            for (Map.Entry<String, ClaimRequest> host : wanted.entrySet()) {
                deliveries.addAll(queue.claim(tx, host.getKey(), host.getValue(), claim, now, now.plus(lease)));
                nextDue.put(
                        host.getKey(), DeliveryQueue.nextDue(tx, host.getKey()).orElse(null));
            }
            return new Claimed(deliveries, nextDue);
        });
    }

    /** Writes down an attempt and what becomes of the delivery. */
    public CompletableFuture<Outcome> complete(Attempt attempt, String claim) {
        return completions.add(attempt, claim);
    }

    /** The next hosts by name for which something waits, at most a thousand. */
    public List<HostDue> hosts(String after) {
        return database.read(tx -> DeliveryQueue.hosts(tx, after, PAGE));
    }

    /** Gives back what this claim holds. */
    public int release(String claim) {
        return database.write(tx -> DeliveryQueue.release(tx, claim, clock.instant()));
    }

    /** How many subscriptions an event has that have not ended. */
    public long subscriptions(String event) {
        return database.read(tx -> Subscriptions.counted(tx, event, ""));
    }

    /** When the oldest delivery that is not done was published. */
    public Optional<Instant> oldest() {
        return database.read(tx ->
                tx.first("SELECT id FROM callback_delivery ORDER BY id LIMIT 1", row -> Ids.madeAt(row.getString(1))));
    }

    /** Makes the leases of these deliveries last longer, where this claim still holds them. */
    public CompletableFuture<Boolean> renew(String claim, SortedSet<String> deliveries, Duration lease) {
        return database.submit(tx -> {
            DeliveryQueue.renew(tx, claim, deliveries, clock.instant().plus(lease));
            return true;
        });
    }

    /** Pauses a subscription, so that what is published is kept for it, or lets it go on; false if nothing changed. */
    public boolean become(String id, SubscriptionState state, String reason) {
        return database.write(tx -> subscriptions.become(tx, id, state, reason, clock.instant()));
    }

    /**
     * Has up to a thousand dead letters sent again with the ids they had, the oldest first.
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
     * Removes a bounded part of what nobody needs any more.
     *
     * @param maxAge deliveries twice as old are given up
     * @return whether there is more
     */
    public CompletableFuture<Boolean> tidy(Duration maxAge) {
        return database.submit(tx -> housekeeping.step(tx, maxAge, clock.instant()));
    }

    /** The database below. */
    public Database database() {
        return database;
    }

    /**
     * What was published.
     *
     * @param eventId its id
     * @param deliveries how many subscriptions get it now
     * @param hosts where to
     */
    public record Published(String eventId, int deliveries, Set<String> hosts) {}

    /**
     * What was claimed.
     *
     * @param deliveries in the order of their due times, by host
     * @param nextDue when the next one of each host is due; null if none waits
     */
    public record Claimed(List<Delivery> deliveries, Map<String, @Nullable Instant> nextDue) {}

    /**
     * A host for which something waits.
     *
     * @param host and port
     * @param due when its next delivery is due
     */
    public record HostDue(String host, Instant due) {}

    /**
     * What came of an attempt.
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
