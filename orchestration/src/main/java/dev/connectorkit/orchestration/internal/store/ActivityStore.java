package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue of activities. A row belongs to a node while that runs it, and is deleted by the turn that takes its answer. Activities
 * that the node of a turn runs at once have no rows, as long as the row of their instance names that node: see {@link HeldWork}.
 */
public final class ActivityStore {

    private static final String OF_NODE =
            " WHERE hub = ? AND instance_id = ? AND execution = ? AND task_id = ? AND node = ?";
    private static final String DELETE = "DELETE FROM orchestration_activity" + OF_NODE;
    private static final BatchedStatement TAKE = BatchedStatement.of(DELETE);
    private static final BatchedStatement ADD = BatchedStatement.of(
            "INSERT INTO orchestration_activity (hub, instance_id, execution, task_id, name, input, node, queued_at,"
                    + " call_id, timeout_ms, heartbeat_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final String hub;

    /** Creates the store of a task hub. */
    public ActivityStore(String hub) {
        this.hub = hub;
    }

    /** Claims the oldest activities that belong to no node; none for a node that has lost its lease, whose claims others would release. */
    public List<ActivityRow> claim(Transaction tx, String node, int limit) throws SQLException {
        boolean shared = tx.dialect() == Dialect.POSTGRES;
        if (shared && !isRegistered(tx, node)) {
            return List.of();
        }
        String skipLocked = shared ? " FOR UPDATE SKIP LOCKED" : "";
        return tx.query(
                "UPDATE orchestration_activity SET node = ? WHERE (hub, instance_id, execution, task_id) IN ("
                        + "SELECT hub, instance_id, execution, task_id FROM orchestration_activity"
                        + " WHERE hub = ? AND node IS NULL ORDER BY queued_at LIMIT ?" + skipLocked + ")"
                        + " RETURNING instance_id, execution, task_id, name, input, COALESCE(call_id, task_id), timeout_ms,"
                        + " heartbeat_ms",
                row -> new ActivityRow(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        node,
                        row.getInt(6),
                        duration(row, 7),
                        duration(row, 8),
                        true),
                node,
                hub,
                limit);
    }

    /** Returns whether a node is registered, and keeps others from removing it before the end of the transaction. */
    private boolean isRegistered(Transaction tx, String node) throws SQLException {
        return tx.first(
                        "SELECT 1 FROM orchestration_node WHERE hub = ? AND id = ? FOR KEY SHARE",
                        row -> row.getInt(1),
                        hub,
                        node)
                .isPresent();
    }

    /** Adds an activity unless it has a row; without a node it waits in the queue. */
    static void enqueue(
            Transaction tx,
            String hub,
            InstanceState instance,
            HistoryEvent.TaskScheduled activity,
            @Nullable String node,
            Instant at)
            throws SQLException {
        tx.enqueue(
                ADD,
                hub,
                instance.id(),
                instance.execution(),
                activity.id(),
                activity.name(),
                activity.input(),
                node,
                at,
                activity.call(),
                millis(activity.timeout()),
                millis(activity.heartbeatTimeout()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        return duration.compareTo(LONGEST) > 0 ? (Long) LONGEST.toMillis() : (Long) Math.max(1, duration.toMillis());
    }

    private static @Nullable Duration duration(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Duration.ofMillis(millis);
    }

    /** Releases the activities of all nodes, for the start of the only one. */
    public void releaseAll(Transaction tx) throws SQLException {
        tx.update("UPDATE orchestration_activity SET node = NULL WHERE hub = ? AND node IS NOT NULL", hub);
    }

    /** Releases the activities that still belong to their nodes. */
    public void release(Transaction tx, List<ActivityRow> activities) throws SQLException {
        for (ActivityRow activity : activities) {
            tx.update("UPDATE orchestration_activity SET node = NULL" + OF_NODE, key(hub, activity));
        }
    }

    /** Deletes an activity if it still belongs to its node; returns the number of deleted rows. */
    public int delete(Transaction tx, ActivityRow activity) throws SQLException {
        return tx.update(DELETE, key(hub, activity));
    }

    private static Object[] key(String hub, ActivityRow activity) {
        return new Object[] {hub, activity.instanceId(), activity.execution(), activity.taskId(), activity.node()};
    }

    static void enqueueDelete(
            Transaction tx, String hub, ActivityRow activity, @Nullable Supplier<? extends RuntimeException> missed)
            throws SQLException {
        tx.enqueueExpectingOneRow(TAKE, missed, key(hub, activity));
    }
}
