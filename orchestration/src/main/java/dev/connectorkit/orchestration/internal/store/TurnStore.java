package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.history.EventJson;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes turns. Stateless apart from the name of the hub. */
public final class TurnStore {

    private static final BatchedStatement UPDATE_INSTANCE = BatchedStatement.of(
            "UPDATE orchestration_instance SET status = ?, custom_status = ?, output = ?, failure = ?, turn = turn + 1,"
                    + " next_row = ?, due_at = ?, updated_at = ?,"
                    + " completed_at = CASE WHEN ? = 1 THEN COALESCE(completed_at, ?) END, execution = ?, node = ?"
                    + " WHERE hub = ? AND id = ? AND execution = ? AND turn = ?");
    private static final BatchedStatement CHECK_TURN = BatchedStatement.of(
            "UPDATE orchestration_instance SET turn = turn WHERE hub = ? AND id = ? AND execution = ? AND turn = ?");
    private static final BatchedStatement SET_INPUT =
            BatchedStatement.of("UPDATE orchestration_instance SET input = ? WHERE hub = ? AND id = ?");
    private static final BatchedStatement TAKE_MESSAGE =
            BatchedStatement.of("DELETE FROM orchestration_inbox WHERE seq = ?");
    private static final BatchedStatement PUT_BACK = BatchedStatement.of(
            "INSERT INTO orchestration_inbox (seq, hub, part, instance_id, body) VALUES (?, ?, ?, ?, ?)");
    // Not "node IS NULL": PostgreSQL could take the index of the queue and read the activities of all instances.
    private static final BatchedStatement DROP_ACTIVITIES = BatchedStatement.of(
            "DELETE FROM orchestration_activity WHERE hub = ? AND instance_id = ? AND COALESCE(node, '') = ''");
    private final Tables tables;
    private final InstanceStore instances;
    private final String hub;

    /** Creates the store of a task hub. */
    public TurnStore(String hub) {
        this.tables = new Tables(hub);
        this.instances = new InstanceStore(hub);
        this.hub = hub;
    }

    /** Migrates the tables to the newest version. */
    public static void migrate(Database database) {
        Tables.migrate(database);
    }

    /**
     * Stores the result of a turn completely, or not at all.
     *
     * @param added the instance, if it is not stored yet; only a turn that continues its run can be stored with it
     * @param before the instance before the turn
     * @param taken the messages of the turn
     * @param activities its activities
     * @return the effects on others
     * @throws OutdatedTurnException if another turn was written meanwhile; at the latest when the transaction ends
     * @throws StaleMessageException if a message was taken by an earlier turn; at the latest when the transaction ends
     */
    public TurnWritten write(
            Transaction tx,
            @Nullable NewInstance added,
            InstanceState before,
            TurnResult result,
            List<StoredMessage> taken,
            ActivityPlan activities)
            throws SQLException {
        if (added == null) {
            updateInstance(tx, before, result, activities.runner());
        } else {
            instances.insertBegun(tx, added, result, activities.runner());
        }
        TurnResult.Continued again = result.continued();
        if (again == null) {
            settle(tx, before, taken);
        } else {
            Set<Long> earlier = raised(before.history().events());
            settle(tx, before, consumed(taken, again, earlier));
            putBack(tx, before, again, earlier);
        }
        if (again != null || result.replaces()) {
            tables.deleteHistory(tx, before.id());
        }
        tables.addHistory(tx, before.id(), result.replaces() ? 0 : before.rows(), result.history());
        addActivities(tx, before, result, activities);
        if (result.status() == RuntimeStatus.TERMINATED) {
            tx.enqueue(DROP_ACTIVITIES, hub, before.id());
        }
        List<StoredMessage> sent = new ArrayList<>();
        if (!result.children().isEmpty()
                || !result.rewoundChildren().isEmpty()
                || !result.messages().isEmpty()) {
            // They depend on the status of other instances, which turns of the same group may have changed.
            tx.flush();
        }
        List<NewInstance> started = new ArrayList<>();
        for (HistoryEvent.SubOrchestrationCreated child : result.children()) {
            startChild(tx, before, result, child, started, sent);
        }
        for (HistoryEvent.SubOrchestrationCreated child : result.rewoundChildren()) {
            if (instances.isChild(tx, child.instanceId(), parent(before, child))) {
                instances
                        .append(tx, TurnResult.rewound(child.instanceId(), result.at()))
                        .ifPresent(sent::add);
            } else {
                startChild(tx, before, result, child, started, sent);
            }
        }
        for (Message message : result.messages()) {
            instances.append(tx, message).ifPresent(sent::add);
        }
        return new TurnWritten(sent, started);
    }

    private void updateInstance(Transaction tx, InstanceState before, TurnResult result, @Nullable String runner)
            throws SQLException {
        boolean finished = result.status().isFinished();
        TurnResult.Continued again = result.continued();
        Instant due = again != null ? Instant.EPOCH : result.nextDue();
        tx.enqueueExpectingOneRow(
                UPDATE_INSTANCE,
                () -> new OutdatedTurnException(before.id()),
                result.status().toString(),
                result.customStatus(),
                result.output(),
                Tables.failureColumn(result.failure(), result.at()),
                before.rowsAfter(result),
                due,
                result.at(),
                finished,
                result.at(),
                again == null ? before.execution() : again.execution(),
                runner,
                hub,
                before.id(),
                before.execution(),
                before.turn());
        if (again != null) {
            tx.enqueue(SET_INPUT, Tables.inputColumn(again.input()), hub, before.id());
            tables.putInput(tx, before.id(), again.input());
        }
    }

    /** Deletes the messages of a turn, each of which must still exist. */
    private void settle(Transaction tx, InstanceState before, List<StoredMessage> taken) throws SQLException {
        for (StoredMessage message : taken) {
            ActivityRow activity = message.activity();
            // The number of the turn that is compared stands for an activity without a row.
            if (activity == null || !activity.isHeldBy(before)) {
                delete(tx, message, () -> new StaleMessageException(before.id(), message));
            }
        }
    }

    /**
     * Deletes messages that are not to be taken, if they still exist.
     *
     * @param before the instance that they mean nothing to, null if it is unknown
     * @throws OutdatedTurnException if a turn was written since, which they may be for; at the latest when the transaction ends
     */
    public void discard(Transaction tx, @Nullable InstanceState before, List<StoredMessage> messages)
            throws SQLException {
        if (before != null) {
            tx.enqueueExpectingOneRow(
                    CHECK_TURN,
                    () -> new OutdatedTurnException(before.id()),
                    hub,
                    before.id(),
                    before.execution(),
                    before.turn());
        }
        for (StoredMessage message : messages) {
            delete(tx, message, null);
        }
    }

    private void delete(Transaction tx, StoredMessage message, @Nullable Supplier<StaleMessageException> stale)
            throws SQLException {
        ActivityRow activity = message.activity();
        if (activity == null) {
            tx.enqueueExpectingOneRow(TAKE_MESSAGE, stale, message.seq());
        } else {
            ActivityStore.enqueueDelete(tx, hub, activity, stale);
        }
    }

    /** Returns the messages without the events that are carried over: those stay in the inbox, unless earlier turns have deleted them. */
    private static List<StoredMessage> consumed(
            List<StoredMessage> taken, TurnResult.Continued again, Set<Long> earlier) {
        Set<Long> kept = raised(again.carried());
        kept.removeAll(earlier);
        return taken.stream()
                .filter(message -> message.activity() != null || !kept.contains(message.seq()))
                .toList();
    }

    /** Returns the numbers of the messages that raised these events. */
    private static Set<Long> raised(List<? extends HistoryEvent> events) {
        return events.stream()
                .filter(HistoryEvent.EventRaised.class::isInstance)
                .map(event -> ((HistoryEvent.EventRaised) event).message())
                .collect(Collectors.toSet());
    }

    /** Puts back the events that are carried over from earlier turns, which have deleted them. */
    private void putBack(Transaction tx, InstanceState before, TurnResult.Continued again, Set<Long> earlier)
            throws SQLException {
        for (HistoryEvent.EventRaised event : again.carried()) {
            if (earlier.remove(event.message())) {
                tx.enqueue(
                        PUT_BACK,
                        event.message(),
                        hub,
                        Partition.of(before.id()),
                        before.id(),
                        EventJson.write(EventJson.at(event, event.raisedAt())));
            }
        }
    }

    private void addActivities(Transaction tx, InstanceState before, TurnResult result, ActivityPlan plan)
            throws SQLException {
        for (HistoryEvent.TaskScheduled activity : plan.left()) {
            ActivityStore.enqueue(tx, hub, before, activity, before.node(), activity.at());
        }
        List<HistoryEvent.TaskScheduled> added = result.activities();
        for (HistoryEvent.TaskScheduled activity : added.subList(plan.claimed(), added.size())) {
            ActivityStore.enqueue(tx, hub, before, activity, null, result.at());
        }
    }

    private static Instance.Parent parent(InstanceState before, HistoryEvent.SubOrchestrationCreated child) {
        return new Instance.Parent(before.id(), before.execution(), child.id());
    }

    private void startChild(
            Transaction tx,
            InstanceState before,
            TurnResult result,
            HistoryEvent.SubOrchestrationCreated child,
            List<NewInstance> started,
            List<StoredMessage> sent)
            throws SQLException {
        Instance.Parent parent = parent(before, child);
        NewInstance instance = new NewInstance(
                Instance.child(child.instanceId(), child.name(), child.version(), parent, result.at()),
                child.input(),
                null,
                null);
        Optional<RuntimeStatus> existing = instances.insert(tx, instance, true);
        if (existing.isEmpty()) {
            started.add(instance);
        } else {
            instances
                    .append(tx, TurnResult.refusedChild(parent, child, existing.get(), result.at()))
                    .ifPresent(sent::add);
        }
    }
}
