package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.internal.json.PayloadCodec;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.orchestration.internal.store.InstanceStore;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.orchestration.internal.store.TurnStore;
import dev.connectorkit.orchestration.internal.store.WorkStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One engine on one task hub: brings what happens to the instances it concerns, in this process directly, on other nodes
 * through the store. Thread-safe.
 */
public final class Node {

    private static final long LONGEST_RETRY_SECONDS = 30;
    private static final long CLOSE_SECONDS = 10;
    private static final long FOREIGN_MILLIS = 100;
    private static final long PURGE_MILLIS = 60_000;
    private static final int WOKEN_DUE = 100;

    private final Database database;
    private final Settings settings;
    private final InstanceStore instances;
    private final ActivityStore activityStore;
    private final WorkStore work;
    private final StateCache cache;
    private final Waiters waiters = new Waiters();
    private final Mailboxes mailboxes;
    private final TurnLoop loop;
    private final ActivityWorker activities;
    private final DueTimes dueTimes;
    private final OtherNodes others;
    private final Ownership ownership;
    private final ExecutorService turnThreads;
    private final ExecutorService activityThreads;
    private final Chores chores = new Chores();
    private volatile boolean started;
    private volatile boolean closed;

    /** Runs no instance yet. */
    public Node(Database database, Orchestrations orchestrations, PayloadCodec codec, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.instances = new InstanceStore(settings.hub());
        this.activityStore = new ActivityStore(settings.hub());
        this.work = new WorkStore(settings.hub());
        this.cache = new StateCache(settings.cacheBytes());
        this.turnThreads = Threads.forTurns();
        this.activityThreads = Threads.forActivities(settings.activityThreads());
        this.loop = new TurnLoop(this, new Turn(orchestrations, codec), cache, turnThreads);
        this.mailboxes = new Mailboxes(loop::schedule);
        this.activities = new ActivityWorker(
                this, orchestrations, codec, activityStore, activityThreads, settings.activityThreads());
        this.others = new OtherNodes(database, settings.hub(), this::isLocal);
        this.ownership = database.dialect() == Dialect.POSTGRES ? new LeasedOwnership(this, settings) : Ownership.ALL;
        this.dueTimes = new DueTimes(settings.clock(), limit -> readDue(limit), id -> {
            if (ownership.has(id)) {
                mailboxes.post(id, Mailboxes.Mailbox::poke);
            }
        });
        TurnStore.migrate(database);
        if (database.dialect() == Dialect.POSTGRES) {
            chores.every(new ForeignWaiters(this), FOREIGN_MILLIS);
        }
    }

    /** Begins to run instances, those included that are in the store. */
    public void start() {
        started = true;
        if (ownership instanceof LeasedOwnership leased) {
            leased.start();
        } else {
            database.write(tx -> {
                activityStore.releaseAll(tx);
                return true;
            });
        }
        dueTimes.start();
        acquired(ownership.partitions());
        activities.lookIntoQueue();
        if (!settings.purgeAfter().isEmpty()) {
            Runnable purge = new AutoPurge(this, settings.purgeAfter());
            chores.now(purge);
            chores.every(purge, PURGE_MILLIS);
        }
    }

    /** Ends what runs; what has not come to its end goes on when an engine starts again. */
    public void close() {
        closed = true;
        dueTimes.close();
        chores.close();
        turnThreads.shutdown();
        activityThreads.shutdownNow();
        try {
            turnThreads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            activityThreads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (started && ownership instanceof LeasedOwnership leased) {
            leased.close();
        }
    }

    /** Partitions came to this node: looks for everything that waits in them. */
    void acquired(Collection<Integer> parts) {
        if (parts.isEmpty()) {
            return;
        }
        List<String> ids = database.read(tx -> work.withMessages(tx, parts));
        ids.forEach(id -> mailboxes.post(id, Mailboxes.Mailbox::readInbox));
        dueTimes.reload();
    }

    /** Other nodes have stored something for these partitions: looks for it. */
    void woken(Collection<Integer> parts) {
        List<String> ids = database.read(tx -> work.withMessages(tx, parts));
        ids.forEach(id -> mailboxes.post(id, Mailboxes.Mailbox::readInbox));
        List<WorkStore.Due> due = database.read(tx -> work.nextDue(tx, parts, WOKEN_DUE));
        due.forEach(each -> dueTimes.add(Instant.ofEpochMilli(each.dueAt()), each.instanceId()));
        if (due.size() == WOKEN_DUE) {
            dueTimes.reload();
        }
    }

    private List<WorkStore.Due> readDue(int limit) {
        Collection<Integer> parts = ownership.partitions();
        return parts.isEmpty() ? List.of() : database.read(tx -> work.nextDue(tx, parts, limit));
    }

    /** An instance was stored. */
    void started(NewInstance instance) {
        if (!isLocal(instance.id())) {
            others.wake(instance.id());
        } else if (instance.startAt().isAfter(clock().instant())) {
            dueTimes.add(instance.startAt(), instance.id());
        } else {
            mailboxes.post(
                    instance.id(),
                    box -> box.start(InstanceState.fresh(
                            instance.id(),
                            instance.name(),
                            instance.execution(),
                            instance.input(),
                            instance.parent(),
                            instance.createdAt())));
        }
    }

    /** A message was stored. */
    void deliver(StoredMessage message) {
        String id = message.message().instanceId();
        if (isLocal(id)) {
            mailboxes.post(id, box -> box.add(message));
        } else {
            others.wake(id);
        }
    }

    /** An activity has ended; its answer is stored by the turn that takes it, here or on the node that has the instance. */
    void answered(StoredMessage answer) {
        if (isLocal(answer.message().instanceId())) {
            mailboxes.post(answer.message().instanceId(), box -> box.add(answer));
        } else {
            forward(answer);
        }
    }

    /** Stores the answer of an activity for the node that has its instance; anything else is stored already. */
    void forward(StoredMessage message) {
        if (message.activity() == null) {
            return;
        }
        ActivityRow activity = message.activity();
        String id = message.message().instanceId();
        Chores.after(
                database.submit(tx -> {
                    if (activityStore.delete(tx, activity) == 1
                            && instances.append(tx, message.message()).isPresent()) {
                        tx.wake(others.channel(Partition.of(id)));
                    }
                    return true;
                }),
                (done, failure) -> {
                    if (failure != null) {
                        later(() -> forward(message));
                    }
                });
    }

    /** Whether a turn of this instance is sure to come, or it waits, here. */
    boolean isUnderWay(String id) {
        InstanceState cached = cache.get(id);
        return mailboxes.has(id) || (cached != null && !cached.status().isFinished());
    }

    private boolean isLocal(String id) {
        return started && ownership.has(id);
    }

    /** Runs a failed turn again, later each time. */
    void retryLater(String id, int failures) {
        long seconds = Math.min(LONGEST_RETRY_SECONDS, 1L << Math.min(failures, 5));
        chores.later(() -> mailboxes.retry(id), TimeUnit.SECONDS.toMillis(seconds));
    }

    /** Does this in a second. */
    void later(Runnable chore) {
        chores.later(chore, 1000);
    }

    OtherNodes others() {
        return others;
    }

    Chores chores() {
        return chores;
    }

    Database database() {
        return database;
    }

    Clock clock() {
        return settings.clock();
    }

    String hub() {
        return settings.hub();
    }

    Mailboxes mailboxes() {
        return mailboxes;
    }

    ActivityWorker activities() {
        return activities;
    }

    DueTimes dueTimes() {
        return dueTimes;
    }

    Ownership ownership() {
        return ownership;
    }

    Waiters waiters() {
        return waiters;
    }

    StateCache cache() {
        return cache;
    }

    InstanceStore instances() {
        return instances;
    }

    boolean isClosed() {
        return closed;
    }
}
