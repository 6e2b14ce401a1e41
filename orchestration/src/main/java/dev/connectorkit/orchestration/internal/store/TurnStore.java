package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryJson;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a turn reads and writes. Stateless apart from the name of its hub. */
public final class TurnStore {

    private static final BatchedStatement UPDATE_INSTANCE = BatchedStatement.of(
            "UPDATE orchestration_instance SET status = ?, custom_status = ?, output = ?, failure = ?, turn = turn + 1,"
                    + " next_row = ?, due_at = ?, updated_at = ?,"
                    + " completed_at = CASE WHEN ? = 1 THEN COALESCE(completed_at, ?) END, execution = ?"
                    + " WHERE hub = ? AND id = ? AND execution = ? AND turn = ?");
    private static final BatchedStatement SET_INPUT =
            BatchedStatement.of("UPDATE orchestration_instance SET input = ? WHERE hub = ? AND id = ?");
    private static final BatchedStatement TAKE_MESSAGE =
            BatchedStatement.of("DELETE FROM orchestration_inbox WHERE seq = ?");
    private static final BatchedStatement PUT_BACK = BatchedStatement.of(
            "INSERT INTO orchestration_inbox (seq, hub, part, instance_id, body) VALUES (?, ?, ?, ?, ?)");
    private static final BatchedStatement ADD_ACTIVITY = BatchedStatement.of(
            "INSERT INTO orchestration_activity (hub, instance_id, execution, task_id, name, input, node, queued_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    private static final BatchedStatement DROP_ACTIVITIES = BatchedStatement.of(
            "DELETE FROM orchestration_activity WHERE hub = ? AND instance_id = ? AND node IS NULL");

    private final Tables tables;
    private final InstanceStore instances;
    private final String hub;

    /** For this task hub. */
    public TurnStore(String hub) {
        this.tables = new Tables(hub);
        this.instances = new InstanceStore(hub);
        this.hub = hub;
    }

    /** Brings the tables to the newest version. */
    public static void migrate(Database database) {
        Tables.migrate(database);
    }

    /**
     * Stores what a turn has made, all of it or nothing.
     *
     * @param before the instance as the turn found it
     * @param taken the messages that the turn took
     * @param node this node
     * @param claimed how many of the activities this node runs at once; the others wait in the queue
     * @return what follows for others
     * @throws OutdatedTurnException if another turn was written in between; at the latest when the transaction ends
     * @throws StaleMessageException if a message was taken before; at the latest when the transaction ends
     */
    public TurnWritten write(
            Transaction tx,
            InstanceState before,
            TurnResult result,
            List<StoredMessage> taken,
            String node,
            int claimed)
            throws SQLException {
        updateInstance(tx, before, result);
        settle(tx, before.id(), taken, true);
        TurnResult.Continued again = result.continued();
        if (again != null || result.replaces()) {
            tables.deleteHistory(tx, before.id());
        }
        if (again != null) {
            putBack(tx, before, again);
        }
        tables.addHistory(tx, before.id(), result.replaces() ? 0 : before.rows(), result.history());
        addActivities(tx, before, result, node, claimed);
        if (result.status() == RuntimeStatus.TERMINATED) {
            tx.enqueue(DROP_ACTIVITIES, hub, before.id());
        }
        List<StoredMessage> sent = new ArrayList<>();
        if (!result.children().isEmpty() || !result.messages().isEmpty()) {
            // Both depend on the status of other instances, which turns of the same group may have changed.
            tx.flush();
        }
        List<NewInstance> started = startChildren(tx, before, result, sent);
        for (Message message : result.messages()) {
            instances.append(tx, message).ifPresent(sent::add);
        }
        return new TurnWritten(sent, started);
    }

    private void updateInstance(Transaction tx, InstanceState before, TurnResult result) throws SQLException {
        boolean finished = result.status().isFinished();
        TurnResult.Continued again = result.continued();
        Instant due = again != null ? result.at() : result.nextDue();
        tx.enqueueExpectingOneRow(
                UPDATE_INSTANCE,
                () -> new OutdatedTurnException(before.id()),
                result.status().toString(),
                result.customStatus(),
                result.output(),
                Tables.failureColumn(result.failure(), result.at()),
                before.after(result, before.history()).rows(),
                due,
                result.at(),
                finished,
                result.at(),
                again == null ? before.execution() : again.execution(),
                hub,
                before.id(),
                before.execution(),
                before.turn());
        if (again != null) {
            tx.enqueue(SET_INPUT, Tables.inputColumn(again.input()), hub, before.id());
            tables.putInput(tx, before.id(), again.input());
        }
    }

    /**
     * Takes messages away.
     *
     * @param exact whether each must still be there
     */
    public void settle(Transaction tx, String id, List<StoredMessage> taken, boolean exact) throws SQLException {
        for (StoredMessage message : taken) {
            @Nullable Supplier<StaleMessageException> stale = exact ? () -> new StaleMessageException(id, message) : null;
            ActivityRow activity = message.activity();
            if (activity == null) {
                tx.enqueueExpectingOneRow(TAKE_MESSAGE, stale, message.seq());
            } else {
                ActivityStore.enqueueDelete(tx, hub, activity, stale);
            }
        }
    }

    private void putBack(Transaction tx, InstanceState before, TurnResult.Continued again) throws SQLException {
        for (HistoryEvent.EventRaised event : again.carried()) {
            tx.enqueue(
                    PUT_BACK,
                    event.message(),
                    hub,
                    Partition.of(before.id()),
                    before.id(),
                    HistoryJson.write(event.stamped(event.raisedAt())));
        }
    }

    private void addActivities(Transaction tx, InstanceState before, TurnResult result, String node, int claimed)
            throws SQLException {
        int left = claimed;
        for (HistoryEvent.TaskScheduled activity : result.activities()) {
            tx.enqueue(
                    ADD_ACTIVITY,
                    hub,
                    before.id(),
                    before.execution(),
                    activity.id(),
                    activity.name(),
                    activity.input(),
                    left-- > 0 ? node : null,
                    result.at());
        }
    }

    private List<NewInstance> startChildren(
            Transaction tx, InstanceState before, TurnResult result, List<StoredMessage> sent) throws SQLException {
        List<NewInstance> started = new ArrayList<>();
        for (HistoryEvent.SubOrchestrationCreated child : result.children()) {
            InstanceState.Parent parent = new InstanceState.Parent(before.id(), before.execution(), child.id());
            NewInstance instance = new NewInstance(
                    child.instanceId(),
                    child.name(),
                    InstanceState.executionOfChild(parent),
                    child.input(),
                    parent,
                    result.at(),
                    result.at());
            Optional<RuntimeStatus> inTheWay = instances.insert(tx, instance, true);
            if (inTheWay.isEmpty()) {
                started.add(instance);
                continue;
            }
            instances
                    .append(tx, TurnResult.refusedChild(parent, child, inTheWay.get(), result.at()))
                    .ifPresent(sent::add);
        }
        return started;
    }
}
