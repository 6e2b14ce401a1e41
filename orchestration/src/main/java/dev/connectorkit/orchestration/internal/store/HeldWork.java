package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work that a node has in memory: the first turns of instances that were started there, and activities without rows, which the
 * histories have. The row of the instance names the node; when that is gone, the work is released for any node. Stateless apart
 * from the name of the hub.
 */
public final class HeldWork {

    private final InstanceStore instances;
    private final String hub;

    /** Creates the store of a task hub. */
    public HeldWork(String hub) {
        this.instances = new InstanceStore(hub);
        this.hub = hub;
    }

    /**
     * An instance with such work.
     *
     * @param instanceId the instance
     * @param node the node that has it
     * @param kept the number of turns after which the node still has all work, -1 if it has lost it in any case
     */
    public record Held(String instanceId, String node, long kept) {

        /** Creates the entry of an instance whose work is lost. */
        public Held(String instanceId, String node) {
            this(instanceId, node, -1);
        }
    }

    /** Returns all instances with such work. */
    public List<Held> all(Transaction tx) throws SQLException {
        return find(tx, "", hub);
    }

    /** Returns the instances with such work of nodes that are gone. */
    public List<Held> orphans(Transaction tx) throws SQLException {
        return find(tx, " AND node NOT IN (SELECT id FROM orchestration_node WHERE hub = ?)", hub, hub);
    }

    private List<Held> find(Transaction tx, String condition, @Nullable Object... arguments) throws SQLException {
        return tx.query(
                "SELECT id, node FROM orchestration_instance WHERE hub = ? AND node IS NOT NULL" + condition,
                row -> new Held(row.getString(1), row.getString(2)),
                arguments);
    }

    /** Makes an instance due that has not begun, and queues the activities of another that have no answer; returns false if this node does not hold it. */
    public boolean release(Transaction tx, Held held) throws SQLException {
        Optional<InstanceState> found = instances.load(tx, held.instanceId());
        if (found.isEmpty()
                || !held.node().equals(found.get().node())
                || held.kept() == found.get().turn()) {
            return false;
        }
        InstanceState instance = found.get();
        String due = instance.status() == RuntimeStatus.PENDING ? ", due_at = 0" : "";
        // No turn that knows the node can be stored after this.
        int updated = tx.update(
                "UPDATE orchestration_instance SET node = NULL, turn = turn + 1" + due
                        + " WHERE hub = ? AND id = ? AND execution = ? AND turn = ?",
                hub,
                instance.id(),
                instance.execution(),
                instance.turn());
        if (updated == 0) {
            return false;
        }
        Map<Integer, HistoryEvent.TaskScheduled> open =
                new LinkedHashMap<>(instance.history().openActivities());
        // The node may have stored answers for the owner of the partition, whose next turn takes them.
        for (StoredMessage stored : instances.inbox(tx, instance.id())) {
            Message message = stored.message();
            if (message.event() instanceof HistoryEvent.Answer answer
                    && instance.execution().equals(message.execution())) {
                open.remove(answer.taskId());
            }
        }
        for (HistoryEvent.TaskScheduled activity : open.values()) {
            ActivityStore.enqueue(tx, hub, instance, activity, null, activity.at());
        }
        return true;
    }
}
