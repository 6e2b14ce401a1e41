package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeHealth;
import dev.connectorkit.orchestration.internal.replay.ParkedRuns;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.orchestration.internal.store.ClientStore;
import dev.connectorkit.orchestration.internal.store.HeldWork;
import dev.connectorkit.orchestration.internal.store.InstanceStore;
import dev.connectorkit.orchestration.internal.store.NodeStore;
import dev.connectorkit.orchestration.internal.store.PurgeStore;
import dev.connectorkit.orchestration.internal.store.QueryStore;
import dev.connectorkit.orchestration.internal.store.TurnStore;
import dev.connectorkit.orchestration.internal.store.WorkStore;
import dev.connectorkit.orchestration.runtime.Payloads;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.DueTimes;
import dev.connectorkit.storage.Maintenance;
import dev.connectorkit.storage.WorkerThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One engine on one task hub: creates its parts in the order of their dependencies, starts and closes them. Thread-safe. */
public final class Node {

    private static final Duration CLOSE_TURNS = Duration.ofSeconds(1);
    private static final long CLOSE_ACTIVITIES_MILLIS = 5000;
    private static final long REMOTE_WAITERS_MILLIS = 100;
    private static final long SCAN_MILLIS = 30_000;
    private static final long WATCHDOG_MILLIS = 500;

    private final Database database;
    private final Health health = new Health();
    private final Maintenance maintenance = new Maintenance("orchestration-maintenance", health::happened);
    private final Maintenance watchdog = new Maintenance("orchestration-watchdog", health::happened);
    private final Maintenance purging = new Maintenance("orchestration-purge", health::happened);
    private final PartitionAssignment assignment = new PartitionAssignment();
    private final ActivityStore activityStore;
    private final DueTimes timers;
    private final ActivityWorker activities;
    private final StoredWork stored;
    private final ClusterNotifier notifier;
    private final LostWork lost;
    private final ParkedRuns runs;
    private final TurnRunner turns;
    private final WorkerThreads<String> turnThreads;
    private final AutoPurge purge;
    private final @Nullable LeaseKeeper lease;
    private final OrchestrationClient client;
    private Runnable stopListening = () -> {};
    private boolean started;
    private boolean closed;

    /** Creates an engine that runs no instance yet, and its tables. */
    public Node(Database database, Orchestrations orchestrations, Payloads codec, Settings settings) {
        TurnStore.migrate(database);
        this.database = database;
        String hub = settings.hub();
        Clock own = settings.clock();
        Clock clock = database.clock(own);
        InstanceStore instances = new InstanceStore(hub);
        QueryStore queries = new QueryStore(hub);
        PurgeStore purges = new PurgeStore(hub);
        WorkStore work = new WorkStore(hub);
        this.activityStore = new ActivityStore(hub);

        Waiters waiters = new Waiters();
        Mailboxes mailboxes = new Mailboxes();
        this.runs = ParkedRuns.of(settings.cacheBytes());
        StateCache cache = new StateCache(settings.cacheBytes(), runs);
        ActivitySlots slots = new ActivitySlots(settings.activityThreads());
        this.notifier = new ClusterNotifier(database, hub, assignment);
        this.lost = new LostWork(database, new HeldWork(hub), notifier, maintenance);
        this.timers = new DueTimes(
                "orchestration-timers",
                health::happened,
                clock,
                own.equals(Clock.system(own.getZone())),
                limit -> nearest(work, limit),
                id -> {
                    if (assignment.has(id)) {
                        mailboxes.post(id, Mailboxes.Mailbox::poke);
                    }
                });
        this.stored = new StoredWork(database, work, mailboxes, timers);
        Dispatcher dispatcher = new Dispatcher(
                assignment,
                mailboxes,
                timers,
                notifier,
                new Dispatcher.AnswerStore(database, activityStore, instances, maintenance),
                lost,
                clock);
        this.activities = new ActivityWorker(
                new ActivityRunner(orchestrations, codec, clock),
                slots,
                new ActivityQueue(database, activityStore, assignment, maintenance),
                dispatcher,
                maintenance);
        TurnEffects effects = new TurnEffects(
                mailboxes,
                cache,
                dispatcher,
                activities,
                timers,
                waiters,
                assignment,
                new InstanceEvents(settings.listeners()));
        this.turns = new TurnRunner(
                mailboxes,
                new InstanceLoader(database, instances, cache),
                new Turn(orchestrations, codec, settings.versions(), runs),
                new TurnWriter(database, new TurnStore(hub), notifier, assignment, slots, effects),
                lost,
                assignment,
                clock);
        this.turnThreads =
                new WorkerThreads<>("orchestration-turn", health::happened, new TurnThreads(mailboxes, turns, health));
        this.purge = new AutoPurge(database, purges, clock, settings.purgeAfter(), purging);
        this.lease = database.dialect() == Dialect.POSTGRES
                ? new LeaseKeeper(
                        database,
                        new NodeStore(hub),
                        settings.lease(),
                        assignment,
                        notifier,
                        new LeaseKeeper.Work(maintenance, stored, cache, activities, lost),
                        health)
                : null;
        if (lease != null) {
            watchdog.every(new RemoteWaiters(waiters, database, queries), REMOTE_WAITERS_MILLIS);
        }
        this.client = new EngineClient(
                database,
                queries,
                new Submissions(
                        database,
                        new ClientStore(hub),
                        new Starts(orchestrations, codec, clock, settings.defaultVersion()),
                        mailboxes,
                        dispatcher,
                        notifier,
                        new CommitWatch(database, assignment, notifier, mailboxes),
                        assignment,
                        waiters,
                        lost),
                new InstanceWaits(database, queries, waiters),
                new Purges(database, purges),
                codec);
    }

    private List<DueTimes.Due> nearest(WorkStore work, int limit) {
        Set<Integer> parts = assignment.partitions();
        return parts.isEmpty() ? List.of() : database.read(tx -> work.nextDue(tx, parts, limit));
    }

    /** Returns the client. */
    public OrchestrationClient client() {
        return client;
    }

    /** Returns the state of the threads. */
    public RuntimeHealth health() {
        return health.now();
    }

    /** Starts to run instances, those in the store included. Has no effect if it runs. */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The orchestration engine is closed");
        }
        if (started) {
            return;
        }
        started = true;
        turnThreads.start();
        watchdog.every(turnThreads::watch, WATCHDOG_MILLIS);
        if (lease != null) {
            lease.start();
        } else {
            database.write(tx -> {
                activityStore.releaseAll(tx);
                return true;
            });
            lost.releaseAll();
            assignment.assignAll();
            stored.acquired(assignment.partitions());
            stopListening =
                    database.onWake(notifier.activityChannel(), () -> maintenance.now(activities::lookIntoQueue));
            // Finds the work of transactions whose end was not reported.
            maintenance.every(() -> stored.acquired(assignment.partitions()), SCAN_MILLIS);
        }
        timers.start();
        activities.lookIntoQueue();
        purge.start();
    }

    /** Stops; instances continue when an engine starts again. Idempotent. */
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopListening.run();
        turns.close();
        timers.close();
        watchdog.close();
        purging.close();
        try {
            turnThreads.close(CLOSE_TURNS);
            activities.close(CLOSE_ACTIVITIES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runs.close();
            maintenance.close();
            if (started && lease != null) {
                lease.close();
            }
        }
    }
}
