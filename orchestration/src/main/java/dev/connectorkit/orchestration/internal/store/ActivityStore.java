package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queue of activities. A row belongs to a node while that runs it, and goes with the turn that takes its answer. */
public final class ActivityStore {

    private static final String DELETE = "DELETE FROM orchestration_activity"
            + " WHERE hub = ? AND instance_id = ? AND execution = ? AND task_id = ? AND node = ?";

    private static final BatchedStatement TAKE = BatchedStatement.of(DELETE);

    private final String hub;

    /** For this task hub. */
    public ActivityStore(String hub) {
        this.hub = hub;
    }

    /** Takes the oldest activities that no node has. */
    public List<ActivityRow> claim(Transaction tx, String node, int limit) throws SQLException {
        String skipLocked = tx.dialect() == Dialect.POSTGRES ? " FOR UPDATE SKIP LOCKED" : "";
        return tx.query(
                "UPDATE orchestration_activity SET node = ? WHERE (hub, instance_id, execution, task_id) IN ("
                        + "SELECT hub, instance_id, execution, task_id FROM orchestration_activity"
                        + " WHERE hub = ? AND node IS NULL ORDER BY queued_at LIMIT ?" + skipLocked + ")"
                        + " RETURNING instance_id, execution, task_id, name, input",
                row -> new ActivityRow(
                        row.getString(1), row.getString(2), row.getInt(3), row.getString(4), row.getString(5), node),
                node,
                hub,
                limit);
    }

    /** Gives back everything that any node has: for the only node, when it starts. */
    public void releaseAll(Transaction tx) throws SQLException {
        tx.update("UPDATE orchestration_activity SET node = NULL WHERE hub = ? AND node IS NOT NULL", hub);
    }

    /** Removes an activity, if its node still has it. */
    public int delete(Transaction tx, ActivityRow activity) throws SQLException {
        return tx.update(DELETE, hub, activity.instanceId(), activity.execution(), activity.taskId(), activity.node());
    }

    static void enqueueDelete(
            Transaction tx, String hub, ActivityRow activity, @Nullable Supplier<? extends RuntimeException> missed)
            throws SQLException {
        tx.enqueueExpectingOneRow(
                TAKE, missed, hub, activity.instanceId(), activity.execution(), activity.taskId(), activity.node());
    }
}
