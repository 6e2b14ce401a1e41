package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.orchestration.history.HistoryJson;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.storage.BatchedStatement;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the stores of one task hub share: writing and reading of events, messages and payloads. */
final class Tables {

    /** Longer payloads are stored in a table of their own, in characters. */
    static final int APART = 16 * 1024;

    private static final int INPUT = -1;
    private static final String INSERT_PAYLOAD =
            "INSERT INTO orchestration_payload (hub, instance_id, seq, body) VALUES (?, ?, ?, ?)";
    private static final BatchedStatement ADD_PAYLOAD = BatchedStatement.of(INSERT_PAYLOAD);
    private static final BatchedStatement ADD_HISTORY =
            BatchedStatement.of("INSERT INTO orchestration_history (hub, instance_id, seq, body) VALUES (?, ?, ?, ?)");
    private static final String IS_APART = "@";

    private final String hub;

    Tables(String hub) {
        this.hub = hub;
    }

    static void migrate(Database database) {
        database.migrate("orchestration", Tables.class);
    }

    /** What stands in the column of an input; a long one is put apart by {@link #putInput}. */
    static @Nullable String inputColumn(@Nullable String input) {
        return isApart(input) ? IS_APART : input;
    }

    private static boolean isApart(@Nullable String input) {
        return input != null && input.length() > APART;
    }

    void putInput(Transaction tx, String id, @Nullable String input) throws SQLException {
        if (isApart(input)) {
            tx.update(
                    "DELETE FROM orchestration_payload WHERE hub = ? AND instance_id = ? AND seq = ?", hub, id, INPUT);
            tx.update(INSERT_PAYLOAD, hub, id, INPUT, input);
        }
    }

    @Nullable String input(Transaction tx, String id, @Nullable String column) throws SQLException {
        return IS_APART.equals(column)
                ? tx.first(
                                "SELECT body FROM orchestration_payload WHERE hub = ? AND instance_id = ? AND seq = ?",
                                row -> row.getString(1),
                                hub,
                                id,
                                INPUT)
                        .orElse(null)
                : column;
    }

    void addHistory(Transaction tx, String id, int firstRow, Iterable<HistoryEvent> events) throws SQLException {
        int seq = firstRow;
        for (HistoryEvent event : events) {
            String payload = event.payload();
            boolean apart = payload != null && payload.length() > APART;
            if (apart) {
                tx.enqueue(ADD_PAYLOAD, hub, id, seq, payload);
            }
            tx.enqueue(
                    ADD_HISTORY,
                    hub,
                    id,
                    seq,
                    apart ? HistoryJson.writeWithoutPayload(event) : HistoryJson.write(event));
            seq++;
        }
    }

    java.util.List<HistoryEvent> history(Transaction tx, String id) throws SQLException {
        return tx.query(
                "SELECT h.body, p.body FROM orchestration_history h LEFT JOIN orchestration_payload p"
                        + " ON p.hub = h.hub AND p.instance_id = h.instance_id AND p.seq = h.seq"
                        + " WHERE h.hub = ? AND h.instance_id = ? ORDER BY h.seq",
                row -> HistoryJson.read(row.getString(1), row.getString(2)),
                hub,
                id);
    }

    void deleteHistory(Transaction tx, String id) throws SQLException {
        tx.update("DELETE FROM orchestration_history WHERE hub = ? AND instance_id = ?", hub, id);
        tx.update("DELETE FROM orchestration_payload WHERE hub = ? AND instance_id = ? AND seq >= 0", hub, id);
    }

    /** Everything of an instance except its own row. */
    void deleteParts(Transaction tx, String id) throws SQLException {
        tx.update("DELETE FROM orchestration_history WHERE hub = ? AND instance_id = ?", hub, id);
        tx.update("DELETE FROM orchestration_payload WHERE hub = ? AND instance_id = ?", hub, id);
        tx.update("DELETE FROM orchestration_inbox WHERE hub = ? AND instance_id = ?", hub, id);
        tx.update("DELETE FROM orchestration_activity WHERE hub = ? AND instance_id = ?", hub, id);
    }

    /** The message of a row with the columns seq, instance_id, execution, body. */
    static StoredMessage message(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        HistoryEvent event = HistoryJson.read(row.getString(4));
        if (event instanceof HistoryEvent.EventRaised raised) {
            event = raised.numbered(seq);
        }
        return new StoredMessage(seq, new Message(row.getString(2), row.getString(3), event), null);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable String failureColumn(@Nullable FailureDetails failure, Instant at) {
        return failure == null
                ? null
                : HistoryJson.write(new HistoryEvent.ExecutionCompleted(at, RuntimeStatus.FAILED, null, failure));
    }

    static @Nullable FailureDetails failure(@Nullable String column) {
        return column != null && HistoryJson.read(column) instanceof HistoryEvent.ExecutionCompleted completed
                ? completed.failure()
                : null;
    }
}
