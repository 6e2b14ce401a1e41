package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.IdReuse;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores the instances and messages of clients. Stateless apart from the name of the hub. */
public final class ClientStore {

    private final InstanceStore instances;
    private final String hub;

    /** Creates the store of a task hub. */
    public ClientStore(String hub) {
        this.instances = new InstanceStore(hub);
        this.hub = hub;
    }

    /**
     * The result of a start.
     *
     * @param isAdded whether the instance was added; otherwise an existing one is used
     * @param sent messages for the relatives of an instance that it replaces
     */
    public record Started(boolean isAdded, List<StoredMessage> sent) {}

    /**
     * Adds an instance.
     *
     * @param isNew whether its id cannot exist
     * @throws InstanceStateException if the id is taken and {@code reuse} refuses it
     */
    public Started start(Transaction tx, NewInstance instance, boolean isNew, IdReuse reuse) throws SQLException {
        if (isNew) {
            instances.insertNew(tx, instance);
            return new Started(true, List.of());
        }
        Optional<RuntimeStatus> existing = instances.insert(tx, instance, false);
        if (existing.isEmpty()) {
            return new Started(true, List.of());
        }
        RuntimeStatus status = existing.get();
        boolean finished = status.isFinished();
        if (reuse == IdReuse.USE_EXISTING || (reuse == IdReuse.USE_RUNNING && !finished)) {
            return new Started(false, List.of());
        }
        if (reuse == IdReuse.REFUSE || (reuse == IdReuse.REPLACE_FINISHED && !finished)) {
            throw new InstanceStateException(
                    instance.id(),
                    status,
                    finished ? "its id must not be reused" : "must have finished, or the new one needs another id");
        }
        List<StoredMessage> sent = finished ? List.of() : notifyRelatives(tx, instance);
        instances.replace(tx, instance);
        return new Started(true, sent);
    }

    /** Fails the call of the parent of an unfinished instance that is replaced, and terminates its sub-orchestrations. */
    private List<StoredMessage> notifyRelatives(Transaction tx, NewInstance replacement) throws SQLException {
        String id = replacement.id();
        List<StoredMessage> sent = new ArrayList<>();
        Optional<Instance.Parent> parent = tx.first(
                "SELECT parent_id, parent_execution, parent_task FROM orchestration_instance"
                        + " WHERE hub = ? AND id = ? AND parent_id IS NOT NULL",
                row -> new Instance.Parent(row.getString(1), row.getString(2), row.getInt(3)),
                hub,
                id);
        if (parent.isPresent()) {
            instances
                    .append(
                            tx,
                            TurnResult.replacedChild(
                                    parent.get(), id, replacement.instance().createdAt()))
                    .ifPresent(sent::add);
        }
        List<String> children = tx.query(
                "SELECT id FROM orchestration_instance WHERE hub = ? AND parent_id = ? AND completed_at IS NULL",
                row -> row.getString(1),
                hub,
                id);
        HistoryEvent end = new HistoryEvent.ExecutionTerminated(
                replacement.instance().createdAt(), "Instance " + id + " was replaced", true);
        for (String child : children) {
            instances.append(tx, new Message(child, null, end)).ifPresent(sent::add);
        }
        return sent;
    }

    /** Returns the status of an instance, empty if it is unknown. */
    public Optional<RuntimeStatus> status(Transaction tx, String id) throws SQLException {
        return instances.status(tx, id);
    }

    /** Appends a message to the inbox of an instance; returns empty if its status does not allow it. */
    public Optional<StoredMessage> append(Transaction tx, String id, HistoryEvent event) throws SQLException {
        return instances.append(tx, new Message(id, null, event));
    }

    /** Records the idempotency key of an event; returns whether it is the first with its key. */
    public boolean isFirst(Transaction tx, NewEvent event) throws SQLException {
        return event.key() == null
                || tx.update(
                                "INSERT INTO orchestration_event_key (hub, instance_id, event_key) VALUES (?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING",
                                hub,
                                event.instanceId(),
                                event.key())
                        == 1;
    }

    /** Forgets the idempotency key of an event that was refused. */
    public void forget(Transaction tx, NewEvent event) throws SQLException {
        if (event.key() != null) {
            tx.update(
                    "DELETE FROM orchestration_event_key WHERE hub = ? AND instance_id = ? AND event_key = ?",
                    hub,
                    event.instanceId(),
                    event.key());
        }
    }
}
