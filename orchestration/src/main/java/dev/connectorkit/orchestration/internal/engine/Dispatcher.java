package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.ActivityStore;
import dev.connectorkit.orchestration.internal.store.HeldWork;
import dev.connectorkit.orchestration.internal.store.InstanceStore;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.DueTimes;
import dev.connectorkit.storage.Maintenance;
import java.time.Clock;
import java.time.Instant;

/** Routes instances and messages to their node: to the mailboxes of this one, through the store to others. Thread-safe. */
final class Dispatcher {

    private static final long RETRY_MILLIS = 1000;

    private final PartitionAssignment assignment;
    private final Mailboxes mailboxes;
    private final DueTimes timers;
    private final ClusterNotifier notifier;
    private final AnswerStore answers;
    private final LostWork lost;
    private final Clock clock;

    Dispatcher(
            PartitionAssignment assignment,
            Mailboxes mailboxes,
            DueTimes timers,
            ClusterNotifier notifier,
            AnswerStore answers,
            LostWork lost,
            Clock clock) {
        this.assignment = assignment;
        this.mailboxes = mailboxes;
        this.timers = timers;
        this.notifier = notifier;
        this.answers = answers;
        this.lost = lost;
        this.clock = clock;
    }

    /** Routes an instance that was stored. */
    void started(NewInstance added) {
        String id = added.id();
        Instant startAt = added.startAt();
        if (!assignment.has(id)) {
            release(added);
        } else if (startAt != null && startAt.isAfter(clock.instant())) {
            timers.add(startAt, id);
        } else {
            mailboxes.post(id, box -> box.start(InstanceState.fresh(added.instance(), added.input())));
        }
    }

    private void release(NewInstance added) {
        String node = added.node();
        if (node == null) {
            notifier.notifyOwner(added.id());
        } else {
            lost.releaseLater(new HeldWork.Held(added.id(), node), 0, () -> {});
        }
    }

    /** Routes a message that was stored. */
    void deliver(StoredMessage message) {
        String id = message.message().instanceId();
        if (assignment.has(id)) {
            mailboxes.post(id, box -> box.add(message));
        } else {
            notifier.notifyOwner(id);
        }
    }

    /** Routes the answer of an activity; the turn that takes it stores it. */
    void answered(StoredMessage answer) {
        String id = answer.message().instanceId();
        if (assignment.has(id)) {
            mailboxes.post(id, box -> box.add(answer));
        } else {
            forward(answer);
        }
    }

    /** Stores the answer of an activity for another node; other messages are stored already. */
    void forward(StoredMessage message) {
        if (message.activity() != null) {
            answers.store(message, message.activity(), notifier);
        }
    }

    /** Stores answers of activities for other nodes. */
    static final class AnswerStore {

        private final Database database;
        private final ActivityStore activities;
        private final InstanceStore instances;
        private final Maintenance maintenance;

        AnswerStore(Database database, ActivityStore activities, InstanceStore instances, Maintenance maintenance) {
            this.database = database;
            this.activities = activities;
            this.instances = instances;
            this.maintenance = maintenance;
        }

        private void store(StoredMessage answer, ActivityRow activity, ClusterNotifier notifier) {
            Maintenance.after(
                    database.submit(tx -> {
                        boolean counts = instances.holds(tx, activity) || activities.delete(tx, activity) == 1;
                        if (counts && instances.append(tx, answer.message()).isPresent()) {
                            tx.wake(notifier.channel(
                                    Partition.of(answer.message().instanceId())));
                        }
                        return true;
                    }),
                    (done, failure) -> {
                        if (failure != null) {
                            maintenance.later(() -> store(answer, activity, notifier), RETRY_MILLIS);
                        }
                    });
        }
    }
}
