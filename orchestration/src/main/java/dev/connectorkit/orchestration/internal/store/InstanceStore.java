package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.history.EventJson;
import dev.connectorkit.orchestration.internal.replay.History;
import dev.connectorkit.orchestration.internal.replay.Instance;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instances and their inboxes. Stateless apart from the name of the hub. */
public final class InstanceStore {

    private static final String INSERT =
            "INSERT INTO orchestration_instance (hub, id, part, name, execution, origin, version, tags, status, input,"
                    + " parent_id, parent_execution, parent_task, turn, next_row, due_at, created_at, updated_at, node,"
                    + " custom_status, output, failure, completed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final int STATUS = 8;
    private static final int PROGRESS = 13;
    private static final BatchedStatement ADD = BatchedStatement.of(INSERT);
    private static final String ANY_UNFINISHED = "'Pending', 'Running', 'Suspended'";
    private static final String FAILED = "'Failed'";

    private final Tables tables;
    private final String hub;

    /** Creates the store of a task hub. */
    public InstanceStore(String hub) {
        this.tables = new Tables(hub);
        this.hub = hub;
    }

    /**
     * Adds an instance.
     *
     * @param replaceFinished whether it may replace a finished one of the same id
     * @return the status of an existing one, empty if it was added
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
        return replace(tx, instance) ? Optional.empty() : status(tx, instance.id());
    }

    /** Adds an instance in place of another of the same id. */
    boolean replace(Transaction tx, NewInstance instance) throws SQLException {
        // Its own row first: that waits for a turn of the other that is being stored, whose history would stay behind.
        tx.update("DELETE FROM orchestration_instance WHERE hub = ? AND id = ?", hub, instance.id());
        tables.deleteParts(tx, List.of(instance.id()));
        return add(tx, instance);
    }

    private boolean add(Transaction tx, NewInstance instance) throws SQLException {
        boolean added = tx.update(INSERT + " ON CONFLICT DO NOTHING", row(instance)) == 1;
        if (added) {
            putParts(tx, instance);
        }
        return added;
    }

    /** Adds an instance whose id cannot exist. */
    public void insertNew(Transaction tx, NewInstance instance) throws SQLException {
        tx.enqueue(ADD, row(instance));
        putParts(tx, instance);
    }

    /**
     * Adds an instance whose id cannot exist, as it is after its first turn.
     *
     * @param runner the node that runs its activities, null if none does
     */
    void insertBegun(Transaction tx, NewInstance instance, TurnResult result, @Nullable String runner)
            throws SQLException {
        @Nullable Object[] row = row(instance);
        System.arraycopy(
                new @Nullable Object[] {
                    1,
                    result.history().size(),
                    result.nextDue(),
                    instance.instance().createdAt(),
                    result.at(),
                    runner,
                    result.customStatus(),
                    result.output(),
                    Tables.failureColumn(result.failure(), result.at()),
                    result.status().isFinished() ? result.at() : null
                },
                0,
                row,
                PROGRESS,
                row.length - PROGRESS);
        row[STATUS] = result.status().toString();
        tx.enqueue(ADD, row);
        putParts(tx, instance);
    }

    private void putParts(Transaction tx, NewInstance instance) throws SQLException {
        tables.putInput(tx, instance.id(), instance.input());
        tables.putTags(tx, instance.id(), instance.instance().tags());
    }

    private @Nullable Object[] row(NewInstance added) {
        Instance instance = added.instance();
        Instance.Parent parent = instance.parent();
        return new @Nullable Object[] {
            hub,
            instance.id(),
            Partition.of(instance.id()),
            instance.name(),
            instance.origin(),
            instance.origin(),
            instance.version(),
            TagsJson.write(instance.tags()),
            RuntimeStatus.PENDING.toString(),
            Tables.inputColumn(added.input()),
            parent == null ? null : parent.instanceId(),
            parent == null ? null : parent.execution(),
            parent == null ? null : parent.taskId(),
            0,
            0,
            added.node() != null ? null : added.startAt() == null ? Instant.EPOCH : added.startAt(),
            instance.createdAt(),
            instance.createdAt(),
            added.node(),
            null,
            null,
            null,
            null
        };
    }

    /**
     * Returns whether an instance is the child of an action. A failed child of another attempt of the same call becomes it: those
     * share an id if the code gives one.
     */
    boolean isChild(Transaction tx, String id, Instance.Parent parent) throws SQLException {
        return tx.update(
                        "UPDATE orchestration_instance SET parent_task = ? WHERE hub = ? AND id = ? AND parent_id = ?"
                                + " AND parent_execution = ? AND (parent_task = ? OR status = 'Failed')",
                        parent.taskId(),
                        hub,
                        id,
                        parent.instanceId(),
                        parent.execution(),
                        parent.taskId())
                == 1;
    }

    /** Returns whether an activity without a row is still that of its node. */
    public boolean holds(Transaction tx, ActivityRow activity) throws SQLException {
        return !activity.stored()
                && tx.first(
                                "SELECT 1 FROM orchestration_instance WHERE hub = ? AND id = ? AND execution = ?"
                                        + " AND COALESCE(node, '') = ?",
                                row -> 1,
                                hub,
                                activity.instanceId(),
                                activity.execution(),
                                activity.node())
                        .isPresent();
    }

    /** Returns the status of an instance, empty if it is unknown. */
    public Optional<RuntimeStatus> status(Transaction tx, String id) throws SQLException {
        return tx.first(
                "SELECT status FROM orchestration_instance WHERE hub = ? AND id = ?",
                row -> RuntimeStatus.of(row.getString(1)),
                hub,
                id);
    }

    /** Returns an instance with its history, empty if it is unknown. */
    public Optional<InstanceState> load(Transaction tx, String id) throws SQLException {
        Optional<InstanceState> found = tx.first(
                "SELECT * FROM orchestration_instance WHERE hub = ? AND id = ?",
                row -> new InstanceState(
                        instance(row),
                        row.getString("execution"),
                        RuntimeStatus.of(row.getString("status")),
                        row.getString("input"),
                        row.getString("custom_status"),
                        row.getLong("turn"),
                        row.getInt("next_row"),
                        row.getString("status").equals("Pending") ? Tables.instant(row, "due_at") : null,
                        row.getString("node"),
                        new History(List.of())),
                hub,
                id);
        if (found.isEmpty()) {
            return found;
        }
        found.get().history().append(tables.history(tx, id));
        return Optional.of(
                found.get().withInput(tables.input(tx, id, found.get().input())));
    }

    private static Instance instance(ResultSet row) throws SQLException {
        String parent = row.getString("parent_id");
        return new Instance(
                row.getString("id"),
                row.getString("name"),
                row.getString("version"),
                TagsJson.read(row.getString("tags")),
                Tables.origin(row),
                parent == null
                        ? null
                        : new Instance.Parent(parent, row.getString("parent_execution"), row.getInt("parent_task")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    /** Returns the messages of an inbox, in order. */
    public List<StoredMessage> inbox(Transaction tx, String id) throws SQLException {
        return tx.query(
                "SELECT seq, instance_id, execution, body FROM orchestration_inbox"
                        + " WHERE hub = ? AND instance_id = ? ORDER BY seq",
                Tables::message,
                hub,
                id);
    }

    /**
     * Appends a message to the inbox of its instance, if the status of that allows it.
     *
     * @return the stored message, empty if it was dropped
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
                EventJson.write(message.event()),
                hub,
                message.instanceId());
        return seq.map(number -> stored(message, number));
    }

    private static StoredMessage stored(Message message, long seq) {
        HistoryEvent event = EventJson.numbered(message.event(), seq);
        return new StoredMessage(seq, new Message(message.instanceId(), message.execution(), event), null);
    }
}
