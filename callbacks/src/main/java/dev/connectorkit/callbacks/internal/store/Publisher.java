package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.internal.store.CallbackStore.Published;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.GroupedWork;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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

    /** The largest number of subscriptions that are read for several publications together. */
    private static final int TOGETHER = 2_000;

    /** The largest number of rows of {@link Fanout} that are stored in one transaction; others wait for it. */
    private static final int ROWS = 10;

    private static final BatchedStatement ADD_EVENT =
            BatchedStatement.of("INSERT INTO callback_event (id, body, headers) VALUES (?, ?, ?)");

    private final Database database;
    private final Audiences audiences;
    private final Deliverer deliverer;
    private final Ids ids;
    private final Clock clock;
    private final GroupedWork<Draft, Optional<Published>> direct;

    /** The events that had many subscriptions when they were last published. */
    private final Set<String> large = ConcurrentHashMap.newKeySet();

    Publisher(Database database, Audiences audiences, Deliverer deliverer, Ids ids, Clock clock) {
        this.database = database;
        this.audiences = audiences;
        this.deliverer = deliverer;
        this.ids = ids;
        this.clock = clock;
        this.direct = database.grouped(new Direct());
    }

    Published publish(Publication publication, Handover handover) {
        if (!large.contains(publication.event())) {
            Optional<Published> stored = direct.write(new Draft(publication, new Offers(handover)));
            if (stored.isPresent()) {
                return stored.get();
            }
            large.add(publication.event());
        }
        Audience audience = new Audience(publication);
        int found = 0;
        for (String key : keys(publication)) {
            String after = "";
            List<Audiences.Candidate> page;
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
                : database.write(tx -> store(tx, publication, audience, false, Offers.none()));
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
            List<Audiences.Candidate> page;
            do {
                page = candidates(tx, publication, key, after, PAGE);
                audience.add(page);
                after = page.isEmpty() ? after : page.get(page.size() - 1).id();
            } while (page.size() == PAGE);
        }
        return store(tx, publication, audience, true, Offers.none());
    }

    private static List<String> keys(Publication publication) {
        return publication.matchKey().isEmpty() ? List.of("") : List.of("", publication.matchKey());
    }

    private List<Audiences.Candidate> candidates(
            Transaction tx, Publication publication, String key, String after, int limit) throws SQLException {
        return audiences.page(tx, publication.event(), key, after, limit, clock.instant());
    }

    /**
     * Stores an event.
     *
     * @param current whether the audience was read in this transaction
     */
    private Published store(Transaction tx, Publication publication, Audience audience, boolean current, Offers offers)
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
            Deliverer.Event event = new Deliverer.Event(
                    eventId,
                    publication.event(),
                    publication.ordered(),
                    audience.size() == 1,
                    Deliverer.Content.of(publication));
            hosts.addAll(deliverer.deliver(tx, event, receivers(tx, audience.matched(), current), offers, now));
            deliverer.bury(tx, event, receivers(tx, audience.failed(), current), now);
            if (hosts.isEmpty()) {
                return new Published(eventId, audience.active(), hosts);
            }
        }
        tx.wake(CallbackStore.CHANNEL);
        return new Published(eventId, audience.active(), hosts);
    }

    private static Published repeated(String eventId) {
        return new Published(eventId, 0, Set.of());
    }

    private List<Audiences.Candidate> receivers(Transaction tx, List<Audiences.Candidate> known, boolean current)
            throws SQLException {
        return current
                ? known
                : audiences.unended(
                        tx, known.stream().map(Audiences.Candidate::id).toList());
    }

    /** A publication and what its transaction offers. */
    private record Draft(Publication publication, Offers offers) {}

    /** Publications to a few subscriptions, in one transaction; the result is empty, and nothing stored, if there are too many. */
    private final class Direct implements GroupedWork.Step<Draft, Optional<Published>> {

        @Override
        public List<Optional<Published>> run(Transaction tx, List<Draft> drafts) throws SQLException {
            drafts.forEach(draft -> draft.offers().withdraw());
            Instant now = clock.instant();
            Optional<List<List<Audiences.Candidate>>> found =
                    audiences.ofAll(tx, drafts.stream().map(Draft::publication).toList(), DIRECT + 1, TOGETHER, now);
            List<Optional<Published>> results = new ArrayList<>();
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                results.add(store(
                        tx,
                        draft,
                        found.isPresent()
                                ? found.get().get(i)
                                : audiences.of(tx, draft.publication(), DIRECT + 1, now)));
            }
            return results;
        }

        private Optional<Published> store(Transaction tx, Draft draft, List<Audiences.Candidate> candidates)
                throws SQLException {
            if (candidates.size() > DIRECT) {
                return Optional.empty();
            }
            Audience audience = new Audience(draft.publication());
            audience.add(candidates);
            return Optional.of(Publisher.this.store(tx, draft.publication(), audience, true, draft.offers()));
        }

        @Override
        public void ended(Draft draft, boolean stored) {
            draft.offers().end(stored);
        }
    }
}
