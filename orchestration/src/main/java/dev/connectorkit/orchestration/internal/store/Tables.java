package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.history.EventJson;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes and reads events, messages and payloads, for the stores of one task hub. */
final class Tables {

    /** The length, in characters, above which payloads are stored in a table of their own. */
    static final int EXTERNAL = 16 * 1024;

    /** The length, in characters, at which a row of events is followed by another. */
    private static final int LONGEST_ROW = 64 * 1024;

    private static final int INPUT = -1;
    private static final String INSERT_PAYLOAD =
            "INSERT INTO orchestration_payload (hub, instance_id, seq, body) VALUES (?, ?, ?, ?)";
    private static final BatchedStatement ADD_PAYLOAD = BatchedStatement.of(INSERT_PAYLOAD);
    private static final BatchedStatement ADD_HISTORY =
            BatchedStatement.of("INSERT INTO orchestration_history (hub, instance_id, seq, body) VALUES (?, ?, ?, ?)");
    private static final String IS_EXTERNAL = "@";

    private final String hub;

    Tables(String hub) {
        this.hub = hub;
    }

    static void migrate(Database database) {
        database.migrate("orchestration", Tables.class);
    }

    /** Returns the value of the input column; {@link #putInput} stores a long input. */
    static @Nullable String inputColumn(@Nullable String input) {
        return isExternal(input) ? IS_EXTERNAL : input;
    }

    private static boolean isExternal(@Nullable String input) {
        return input != null && input.length() > EXTERNAL;
    }

    /** Returns whether the value of an input column stands for an external input. */
    static boolean isExternalInput(@Nullable String column) {
        return IS_EXTERNAL.equals(column);
    }

    /** Returns the execution of the first run; rows written by older versions do not have it. */
    static String origin(ResultSet row) throws SQLException {
        String origin = row.getString("origin");
        return origin == null ? row.getString("execution") : origin;
    }

    void putTags(Transaction tx, String id, Map<String, String> tags) throws SQLException {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tx.update(
                    "INSERT INTO orchestration_tag (hub, instance_id, name, value) VALUES (?, ?, ?, ?)",
                    hub,
                    id,
                    tag.getKey(),
                    tag.getValue());
        }
    }

    void putInput(Transaction tx, String id, @Nullable String input) throws SQLException {
        if (isExternal(input)) {
            tx.update(
                    "DELETE FROM orchestration_payload WHERE hub = ? AND instance_id = ? AND seq = ?", hub, id, INPUT);
            tx.update(INSERT_PAYLOAD, hub, id, INPUT, input);
        }
    }

    @Nullable String input(Transaction tx, String id, @Nullable String column) throws SQLException {
        return isExternalInput(column)
                ? tx.first(
                                "SELECT body FROM orchestration_payload WHERE hub = ? AND instance_id = ? AND seq = ?",
                                row -> row.getString(1),
                                hub,
                                id,
                                INPUT)
                        .orElse(null)
                : column;
    }

    /** Adds the events of a turn, in one row if they are short. A row has the number of its first event. */
    void addHistory(Transaction tx, String id, int firstRow, Iterable<HistoryEvent> events) throws SQLException {
        List<String> row = new ArrayList<>();
        int length = 0;
        int seq = firstRow;
        for (HistoryEvent event : events) {
            String payload = event.payload();
            boolean external = payload != null && payload.length() > EXTERNAL;
            if (external || length > LONGEST_ROW) {
                addRow(tx, id, seq - row.size(), row);
                length = 0;
            }
            if (external) {
                tx.enqueue(ADD_PAYLOAD, hub, id, seq, payload);
                addRow(tx, id, seq, new ArrayList<>(List.of(EventJson.writeWithoutPayload(event))));
            } else {
                String json = EventJson.write(event);
                row.add(json);
                length += json.length();
            }
            seq++;
        }
        addRow(tx, id, seq - row.size(), row);
    }

    private void addRow(Transaction tx, String id, int seq, List<String> events) throws SQLException {
        if (!events.isEmpty()) {
            tx.enqueue(
                    ADD_HISTORY,
                    hub,
                    id,
                    seq,
                    events.size() == 1 ? events.get(0) : "[" + String.join(",", events) + "]");
            events.clear();
        }
    }

    List<HistoryEvent> history(Transaction tx, String id) throws SQLException {
        List<HistoryEvent> events = new ArrayList<>();
        tx.query(
                "SELECT h.body, p.body FROM orchestration_history h LEFT JOIN orchestration_payload p"
                        + " ON p.hub = h.hub AND p.instance_id = h.instance_id AND p.seq = h.seq"
                        + " WHERE h.hub = ? AND h.instance_id = ? ORDER BY h.seq",
                row -> {
                    String body = row.getString(1);
                    return body.startsWith("[")
                            ? events.addAll(EventJson.readAll(body))
                            : events.add(EventJson.read(body, row.getString(2)));
                },
                hub,
                id);
        return events;
    }

    void deleteHistory(Transaction tx, String id) throws SQLException {
        tx.update("DELETE FROM orchestration_history WHERE hub = ? AND instance_id = ?", hub, id);
        tx.update("DELETE FROM orchestration_payload WHERE hub = ? AND instance_id = ? AND seq >= 0", hub, id);
    }

    /** Returns the arguments of a statement that compares the hub, and then a column with these values. */
    Object[] withHub(Collection<?> values) {
        return Stream.concat(Stream.of(hub), values.stream()).toArray();
    }

    /** Deletes all rows of instances except their own. */
    void deleteParts(Transaction tx, Collection<String> ids) throws SQLException {
        String these = " WHERE hub = ? AND instance_id IN (" + Transaction.placeholders(ids.size()) + ")";
        Object[] all = withHub(ids);
        tx.update("DELETE FROM orchestration_history" + these, all);
        tx.update("DELETE FROM orchestration_payload" + these, all);
        tx.update("DELETE FROM orchestration_inbox" + these, all);
        tx.update("DELETE FROM orchestration_activity" + these, all);
        tx.update("DELETE FROM orchestration_tag" + these, all);
        tx.update("DELETE FROM orchestration_event_key" + these, all);
    }

    /** Returns the message of a row with the columns seq, instance_id, execution, body. */
    static StoredMessage message(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        HistoryEvent event = EventJson.numbered(EventJson.read(row.getString(4), null), seq);
        return new StoredMessage(seq, new Message(row.getString(2), row.getString(3), event), null);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable String failureColumn(@Nullable FailureDetails failure, Instant at) {
        return failure == null
                ? null
                : EventJson.write(new HistoryEvent.ExecutionCompleted(at, RuntimeStatus.FAILED, null, failure));
    }

    static @Nullable FailureDetails failure(@Nullable String column) {
        return column != null && EventJson.read(column, null) instanceof HistoryEvent.ExecutionCompleted completed
                ? completed.failure()
                : null;
    }
}
