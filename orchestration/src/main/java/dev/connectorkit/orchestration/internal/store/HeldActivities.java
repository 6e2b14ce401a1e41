package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Activities without rows: the row of their instance names the node that runs them, and its history has them. When that node is
 * gone they are put into the queue. Stateless apart from the name of the hub.
 */
public final class HeldActivities {

    private final InstanceStore instances;
    private final String hub;

    /** Creates the store of a task hub. */
    public HeldActivities(String hub) {
        this.instances = new InstanceStore(hub);
        this.hub = hub;
    }

    /**
     * An instance with such activities.
     *
     * @param instanceId the instance
     * @param node the node that runs them
     */
    public record Held(String instanceId, String node) {}

    /** Returns all instances with such activities. */
    public List<Held> all(Transaction tx) throws SQLException {
        return find(tx, "");
    }

    /** Returns the instances with such activities of nodes that are gone. */
    public List<Held> orphans(Transaction tx) throws SQLException {
        return find(tx, " AND node NOT IN (SELECT id FROM orchestration_node WHERE hub = ?)", hub);
    }

    private List<Held> find(Transaction tx, String condition, @Nullable Object... arguments) throws SQLException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = hub;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return tx.query(
                "SELECT id, node FROM orchestration_instance WHERE hub = ? AND node IS NOT NULL" + condition,
                row -> new Held(row.getString(1), row.getString(2)),
                all);
    }

    /** Puts the activities of an instance into the queue, if it still has any of this node; returns their number. */
    public int queue(Transaction tx, Held held) throws SQLException {
        Optional<InstanceState> found = instances.load(tx, held.instanceId());
        if (found.isEmpty() || !held.node().equals(found.get().node())) {
            return 0;
        }
        InstanceState instance = found.get();
        // No turn that knows the node can be stored after this.
        int updated = tx.update(
                "UPDATE orchestration_instance SET node = NULL, turn = turn + 1"
                        + " WHERE hub = ? AND id = ? AND execution = ? AND turn = ?",
                hub,
                instance.id(),
                instance.execution(),
                instance.turn());
        if (updated == 0) {
            return 0;
        }
        for (HistoryEvent.TaskScheduled activity :
                instance.history().openActivities().values()) {
            ActivityStore.enqueue(tx, hub, instance, activity, null, activity.at());
        }
        return instance.history().openActivities().size();
    }
}
