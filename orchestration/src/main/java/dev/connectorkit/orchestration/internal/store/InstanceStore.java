package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.orchestration.internal.replay.History;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instances and their inboxes. Stateless apart from the name of the hub. */
public final class InstanceStore {

    private static final String INSERT =
            "INSERT INTO orchestration_instance (hub, id, part, name, execution, status, input, parent_id,"
                    + " parent_execution, parent_task, turn, next_row, due_at, created_at, updated_at)"
                    + " VALUES (?, ?, ?, ?, ?, 'Pending', ?, ?, ?, ?, 0, 0, ?, ?, ?)";
    private static final BatchedStatement ADD = BatchedStatement.of(INSERT);
    private static final String ANY_UNFINISHED = "'Pending', 'Running', 'Suspended'";
    private static final String FAILED = "'Failed'";

    private final Tables tables;
    private final String hub;

    /** For this task hub. */
    public InstanceStore(String hub) {
        this.tables = new Tables(hub);
        this.hub = hub;
    }

    /**
     * Adds an instance.
     *
     * @param replaceFinished whether it may take the place of a finished one of the same id
     * @return the status of the one that stands in its way, empty if it was added
     */
    public Optional<RuntimeStatus> insert(Transaction tx, NewInstance instance, boolean replaceFinished)
            throws SQLException {
        if (add(tx, instance)) {
            return Optional.empty();
        }
        Optional<RuntimeStatus> known = status(tx, instance.id());
        if (!replaceFinished || !known.map(RuntimeStatus::isFinished).orElse(false)) {
            return known;
        }
        tables.deleteParts(tx, instance.id());
        tx.update("DELETE FROM orchestration_instance WHERE hub = ? AND id = ?", hub, instance.id());
        return add(tx, instance) ? Optional.empty() : status(tx, instance.id());
    }

    private boolean add(Transaction tx, NewInstance instance) throws SQLException {
        boolean added = tx.update(INSERT + " ON CONFLICT DO NOTHING", row(instance)) == 1;
        if (added) {
            tables.putInput(tx, instance.id(), instance.input());
        }
        return added;
    }

    /** Adds an instance whose id cannot be known yet. */
    public void insertNew(Transaction tx, NewInstance instance) throws SQLException {
        tx.enqueue(ADD, row(instance));
        tables.putInput(tx, instance.id(), instance.input());
    }

    private @Nullable Object[] row(NewInstance instance) {
        InstanceState.Parent parent = instance.parent();
        return new @Nullable Object[] {
            hub,
            instance.id(),
            Partition.of(instance.id()),
            instance.name(),
            instance.execution(),
            Tables.inputColumn(instance.input()),
            parent == null ? null : parent.instanceId(),
            parent == null ? null : parent.execution(),
            parent == null ? null : parent.taskId(),
            instance.startAt(),
            instance.createdAt(),
            instance.createdAt()
        };
    }

    /** Where an instance stands. */
    public Optional<RuntimeStatus> status(Transaction tx, String id) throws SQLException {
        return tx.first(
                "SELECT status FROM orchestration_instance WHERE hub = ? AND id = ?",
                row -> RuntimeStatus.of(row.getString(1)),
                hub,
                id);
    }

    /** An instance with its history. */
    public Optional<InstanceState> load(Transaction tx, String id) throws SQLException {
        Optional<InstanceState> found = tx.first(
                "SELECT * FROM orchestration_instance WHERE hub = ? AND id = ?",
                row -> {
                    String parent = row.getString("parent_id");
                    return new InstanceState(
                            id,
                            row.getString("name"),
                            row.getString("execution"),
                            RuntimeStatus.of(row.getString("status")),
                            row.getString("input"),
                            row.getString("custom_status"),
                            parent == null
                                    ? null
                                    : new InstanceState.Parent(
                                            parent, row.getString("parent_execution"), row.getInt("parent_task")),
                            row.getLong("turn"),
                            row.getInt("next_row"),
                            Instant.ofEpochMilli(row.getLong("created_at")),
                            row.getString("status").equals("Pending") ? Tables.instant(row, "due_at") : null,
                            new History(List.of()));
                },
                hub,
                id);
        if (found.isEmpty()) {
            return found;
        }
        found.get().history().append(tables.history(tx, id));
        return Optional.of(
                found.get().withInput(tables.input(tx, id, found.get().input())));
    }

    /** The messages that wait for an instance, in order. */
    public List<StoredMessage> inbox(Transaction tx, String id) throws SQLException {
        return tx.query(
                "SELECT seq, instance_id, execution, body FROM orchestration_inbox"
                        + " WHERE hub = ? AND instance_id = ? ORDER BY seq",
                Tables::message,
                hub,
                id);
    }

    /**
     * Puts a message into the inbox of its instance, if that is in a state to take it.
     *
     * @return the message as it is stored, empty if it was dropped
     */
    public Optional<StoredMessage> append(Transaction tx, Message message) throws SQLException {
        String states = ANY_UNFINISHED;
        if (message.event() instanceof HistoryEvent.ExecutionRewound) {
            states = FAILED;
        } else if (message.event() instanceof HistoryEvent.Answer) {
            states = ANY_UNFINISHED + ", " + FAILED;
        }
        Optional<Long> seq = tx.first(
                "INSERT INTO orchestration_inbox (hub, part, instance_id, execution, body)"
                        + " SELECT hub, part, id, ?, ? FROM orchestration_instance"
                        + " WHERE hub = ? AND id = ? AND status IN (" + states + ") RETURNING seq",
                row -> row.getLong(1),
                message.execution(),
                HistoryJson.write(message.event()),
                hub,
                message.instanceId());
        return seq.map(number -> stored(message, number));
    }

    private static StoredMessage stored(Message message, long seq) {
        HistoryEvent event =
                message.event() instanceof HistoryEvent.EventRaised raised ? raised.numbered(seq) : message.event();
        return new StoredMessage(seq, new Message(message.instanceId(), message.execution(), event), null);
    }
}
