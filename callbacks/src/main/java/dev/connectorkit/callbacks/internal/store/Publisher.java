package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.internal.store.CallbackStore.Published;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores publications. To a few subscriptions, the deliveries are stored with the event. To many, the filters are applied outside of
 * transactions, the ids of the matching subscriptions are stored in several short ones, and a last one stores the event, which makes
 * them count; {@link Fanout} makes the deliveries of them. Thread-safe.
 */
final class Publisher {

    /** The largest number of subscriptions whose filters are applied, or whose deliveries are stored, in one transaction. */
    static final int DIRECT = 500;

    private static final int PAGE = 1000;

    /** The largest number of rows of {@link Fanout} that are stored in one transaction; others wait for it. */
    private static final int ROWS = 10;

    private static final BatchedStatement ADD_EVENT =
            BatchedStatement.of("INSERT INTO callback_event (id, body, headers) VALUES (?, ?, ?)");

    private final Database database;
    private final Subscriptions subscriptions;
    private final Deliverer deliverer;
    private final Ids ids;
    private final Clock clock;

    /** The events that had many subscriptions when they were last published. */
    private final Set<String> large = ConcurrentHashMap.newKeySet();

    Publisher(Database database, Subscriptions subscriptions, Deliverer deliverer, Ids ids, Clock clock) {
        this.database = database;
        this.subscriptions = subscriptions;
        this.deliverer = deliverer;
        this.ids = ids;
        this.clock = clock;
    }

    Published publish(Publication publication) {
        if (!large.contains(publication.event())) {
            Optional<Published> direct = database.write(tx -> direct(tx, publication));
            if (direct.isPresent()) {
                return direct.get();
            }
            large.add(publication.event());
        }
        Audience audience = new Audience(publication);
        int found = 0;
        for (String key : keys(publication)) {
            String after = "";
            List<Subscriptions.Candidate> page;
            do {
                String from = after;
                page = database.read(tx -> candidates(tx, publication, key, from, PAGE));
                audience.add(page);
                found += page.size();
                after = page.isEmpty() ? after : page.get(page.size() - 1).id();
            } while (page.size() == PAGE);
        }
        if (found <= DIRECT) {
            large.remove(publication.event());
        }
        return audience.size() > DIRECT
                ? inSteps(publication, audience)
                : database.write(tx -> store(tx, publication, audience, false));
    }

    private Published inSteps(Publication publication, Audience audience) {
        String eventId = ids.next();
        List<Fanout.Draft> rows = Fanout.drafts(audience);
        try {
            for (int from = 0; from < rows.size(); from += ROWS) {
                List<Fanout.Draft> step = rows.subList(from, Math.min(from + ROWS, rows.size()));
                database.write(tx -> {
                    Fanout.add(tx, publication, eventId, step, ids);
                    return true;
                });
            }
            return database.write(tx -> {
                if (Fanout.count(tx, eventId) != rows.size()) {
                    throw new StorageException("The publication took so long that a part of it was removed");
                }
                Optional<String> earlier = PublicationIds.add(tx, publication, eventId, clock.instant());
                if (earlier.isPresent()) {
                    int unused = Fanout.discard(tx, eventId);
                    return repeated(earlier.get());
                }
                tx.enqueue(ADD_EVENT, eventId, publication.body(), publication.headers());
                tx.wake(CallbackStore.CHANNEL);
                return new Published(eventId, audience.active(), Set.of());
            });
        } catch (RuntimeException e) {
            var unused = database.submit(tx -> Fanout.discard(tx, eventId));
            throw e;
        }
    }

    /** Publishes in a transaction of the caller, who holds it for as long as the filters take. */
    Published publish(Transaction tx, Publication publication) throws SQLException {
        Audience audience = new Audience(publication);
        for (String key : keys(publication)) {
            String after = "";
            List<Subscriptions.Candidate> page;
            do {
                page = candidates(tx, publication, key, after, PAGE);
                audience.add(page);
                after = page.isEmpty() ? after : page.get(page.size() - 1).id();
            } while (page.size() == PAGE);
        }
        return store(tx, publication, audience, true);
    }

    /** Returns empty, having stored nothing, if there are too many subscriptions. */
    private Optional<Published> direct(Transaction tx, Publication publication) throws SQLException {
        Audience audience = new Audience(publication);
        for (String key : keys(publication)) {
            List<Subscriptions.Candidate> page = candidates(tx, publication, key, "", DIRECT + 1);
            if (page.size() > DIRECT) {
                return Optional.empty();
            }
            audience.add(page);
        }
        return Optional.of(store(tx, publication, audience, true));
    }

    private static List<String> keys(Publication publication) {
        return publication.matchKey().isEmpty() ? List.of("") : List.of("", publication.matchKey());
    }

    private List<Subscriptions.Candidate> candidates(
            Transaction tx, Publication publication, String key, String after, int limit) throws SQLException {
        return subscriptions.candidates(tx, publication.event(), key, after, limit, clock.instant());
    }

    /**
     * Stores an event.
     *
     * @param current whether the audience was read in this transaction
     */
    private Published store(Transaction tx, Publication publication, Audience audience, boolean current)
            throws SQLException {
        Instant now = clock.instant();
        String eventId = ids.next();
        Optional<String> earlier = PublicationIds.add(tx, publication, eventId, now);
        if (earlier.isPresent()) {
            return repeated(earlier.get());
        }
        Set<String> hosts = new LinkedHashSet<>();
        if (audience.isEmpty()) {
            return new Published(eventId, 0, hosts);
        }
        tx.enqueue(ADD_EVENT, eventId, publication.body(), publication.headers());
        boolean behindOthers = publication.ordered() && Fanout.isPending(tx, publication.event());
        if (audience.size() > DIRECT || behindOthers) {
            Fanout.add(tx, publication, eventId, Fanout.drafts(audience), ids);
        } else {
            Deliverer.Event event = new Deliverer.Event(eventId, publication.event(), publication.ordered());
            hosts.addAll(deliverer.deliver(tx, event, receivers(tx, audience.matched(), current), now));
            deliverer.bury(tx, event, receivers(tx, audience.failed(), current), now);
        }
        tx.wake(CallbackStore.CHANNEL);
        return new Published(eventId, audience.active(), hosts);
    }

    private static Published repeated(String eventId) {
        return new Published(eventId, 0, Set.of());
    }

    private List<Subscriptions.Candidate> receivers(
            Transaction tx, List<Subscriptions.Candidate> known, boolean current) throws SQLException {
        return current
                ? known
                : subscriptions.unended(
                        tx, known.stream().map(Subscriptions.Candidate::id).toList());
    }
}
