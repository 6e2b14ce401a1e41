package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationException;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.TransactionalClient;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.ClientStore;
import dev.connectorkit.orchestration.internal.store.HeldWork;
import dev.connectorkit.orchestration.internal.store.NewEvent;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Transaction;
import dev.connectorkit.storage.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores the instances and messages of clients, and routes them once they are committed. Thread-safe. */
final class Submissions {

    private final Database database;
    private final ClientStore store;
    private final Starts starts;
    private final Mailboxes mailboxes;
    private final Dispatcher dispatcher;
    private final ClusterNotifier notifier;
    private final CommitWatch commits;
    private final PartitionAssignment assignment;
    private final Waiters waiters;
    private final LostWork lost;

    Submissions(
            Database database,
            ClientStore store,
            Starts starts,
            Mailboxes mailboxes,
            Dispatcher dispatcher,
            ClusterNotifier notifier,
            CommitWatch commits,
            PartitionAssignment assignment,
            Waiters waiters,
            LostWork lost) {
        this.database = database;
        this.store = store;
        this.starts = starts;
        this.mailboxes = mailboxes;
        this.dispatcher = dispatcher;
        this.notifier = notifier;
        this.commits = commits;
        this.assignment = assignment;
        this.waiters = waiters;
        this.lost = lost;
    }

    String start(String name, @Nullable Object input, StartOptions options) {
        NewInstance instance = starts.instance(name, input, options);
        String id = instance.id();
        String node = assignment.node();
        boolean held = options.startAt() == null && assignment.has(id);
        NewInstance added = held ? instance.on(node) : instance;
        if (held && options.instanceId() == null && mailboxes.hasRoom()) {
            startWithTurn(added, options);
            return id;
        }
        boolean known = false;
        mailboxes.hold(id);
        try {
            ClientStore.Started started = write(tx -> start(tx, added, options));
            if (started.isAdded()) {
                started.sent().forEach(dispatcher::deliver);
                if (assignment.has(id)) {
                    waiters.started(id, instance.instance().origin());
                }
                dispatcher.started(added);
            }
            known = true;
        } catch (OrchestrationException refused) {
            known = true;
            throw refused;
        } finally {
            mailboxes.release(id);
            if (held && !known) {
                lost.releaseLater(new HeldWork.Held(id, node), 0, () -> mailboxes.post(id, Mailboxes.Mailbox::poke));
            }
        }
        return id;
    }

    /** Starts an instance whose id no one knows: the first turn may run before it is stored. */
    private void startWithTurn(NewInstance added, StartOptions options) {
        database.checkOutside();
        PendingStart start = new PendingStart(added, () -> database.submitBatched(tx -> start(tx, added, options)));
        InstanceState fresh = InstanceState.fresh(added.instance(), added.input());
        waiters.started(added.id(), added.instance().origin());
        mailboxes.post(added.id(), box -> box.start(fresh, start));
        start.await();
    }

    private ClientStore.Started start(Transaction tx, NewInstance instance, StartOptions options) throws SQLException {
        boolean isNew = options.instanceId() == null;
        if (!isNew) {
            tx.flush(); // the check of the id must see what the group has added
        }
        ClientStore.Started started = store.start(tx, instance, isNew, options.idReuse());
        if (started.isAdded()) {
            notifier.notifyOwner(tx, instance.id());
            for (StoredMessage message : started.sent()) {
                notifier.notifyOwner(tx, message.message().instanceId());
            }
        }
        return started;
    }

    void raise(String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
        NewEvent event = starts.event(instanceId, eventName, payload, options);
        List<StoredMessage> stored = write(tx -> raise(tx, event));
        stored.forEach(dispatcher::deliver);
    }

    private List<StoredMessage> raise(Transaction tx, NewEvent event) throws SQLException {
        tx.flush();
        if (!store.isFirst(tx, event)) {
            return List.of();
        }
        try {
            return List.of(append(tx, event.instanceId(), event.event(), "events are for unfinished ones"));
        } catch (OrchestrationException refused) {
            store.forget(tx, event);
            throw refused;
        }
    }

    /** Writes without rolling back for a refusal, as that would roll back the writes of others in the group. */
    private <T> T write(Work<T> work) {
        AtomicReference<@Nullable OrchestrationException> refusal = new AtomicReference<>();
        Optional<T> result = database.writeBatched(tx -> {
            refusal.set(null);
            try {
                return Optional.of(work.run(tx));
            } catch (OrchestrationException refused) {
                refusal.set(refused);
                return Optional.empty();
            }
        });
        OrchestrationException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
        return result.orElseThrow();
    }

    void send(String instanceId, Function<Instant, HistoryEvent> event, String needed) {
        HistoryEvent sent = event.apply(starts.now());
        dispatcher.deliver(write(tx -> append(tx, instanceId, sent, needed)));
    }

    private StoredMessage append(Transaction tx, String instanceId, HistoryEvent event, String needed)
            throws SQLException {
        tx.flush();
        Optional<StoredMessage> message = store.append(tx, instanceId, event);
        if (message.isEmpty()) {
            throw new InstanceStateException(
                    instanceId,
                    store.status(tx, instanceId).orElseThrow(() -> new InstanceNotFoundException(instanceId)),
                    needed);
        }
        notifier.notifyOwner(tx, instanceId);
        return message.get();
    }

    TransactionalClient in(Connection connection) {
        return new TransactionalClient() {

            @Override
            public String start(String name, @Nullable Object input, StartOptions options) {
                NewInstance instance = starts.instance(name, input, options);
                commits.write(connection, instance.id(), tx -> Submissions.this.start(tx, instance, options));
                return instance.id();
            }

            @Override
            public void raiseEvent(
                    String instanceId, String eventName, @Nullable Object payload, EventOptions options) {
                NewEvent event = starts.event(EngineClient.storable(instanceId), eventName, payload, options);
                commits.write(connection, instanceId, tx -> raise(tx, event));
            }
        };
    }
}
