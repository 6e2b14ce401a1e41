package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.runtime.Arguments;
import dev.connectorkit.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads instances for clients, each in one statement and so consistently. Stateless apart from the name of the hub. */
public final class QueryStore {

    private static final String FROM = " FROM orchestration_instance i LEFT JOIN orchestration_payload p"
            + " ON p.hub = i.hub AND p.instance_id = i.id AND p.seq = -1";
    private static final String SELECT = "SELECT i.*, p.body AS long_input" + FROM;
    private static final String SUSPENDED = "{\"type\":\"ExecutionSuspended\"";
    private static final String RESUMED = "{\"type\":\"ExecutionResumed\"";
    private static final String REWOUND = "{\"type\":\"ExecutionRewound\"";
    // The last request to suspend, resume or rewind that no turn has taken.
    private static final String SELECT_WITH_CONTROL = "SELECT i.*, p.body AS long_input, (SELECT m.body"
            + " FROM orchestration_inbox m WHERE m.hub = i.hub AND m.instance_id = i.id AND (m.body LIKE '" + SUSPENDED
            + "%' OR m.body LIKE '" + RESUMED + "%' OR m.body LIKE '" + REWOUND
            + "%') ORDER BY m.seq DESC LIMIT 1) AS control" + FROM;
    // Without looking through the inboxes of unfinished instances, which can be long.
    private static final String SELECT_WITH_REWIND = SELECT_WITH_CONTROL
            .replace("(SELECT m.body", "CASE WHEN i.status = 'Failed' THEN (SELECT m.body")
            .replace(") AS control", ") END AS control");

    private final Tables tables;
    private final String hub;

    /** Creates the store of a task hub. */
    public QueryStore(String hub) {
        this.tables = new Tables(hub);
        this.hub = hub;
    }

    /** Returns the status of an instance as a client sees it: a requested suspension or rewind counts. */
    public Optional<OrchestrationStatus> status(Transaction tx, String id) throws SQLException {
        return tx.first(
                SELECT_WITH_CONTROL + " WHERE i.hub = ? AND i.id = ?",
                row -> read(row, requested(row)).status(),
                hub,
                id);
    }

    private static RuntimeStatus requested(ResultSet row) throws SQLException {
        RuntimeStatus status = RuntimeStatus.of(row.getString("status"));
        String control = row.getString("control");
        if (control != null && control.startsWith(SUSPENDED) && !status.isFinished()) {
            return RuntimeStatus.SUSPENDED;
        }
        if (control != null && control.startsWith(RESUMED) && status == RuntimeStatus.SUSPENDED) {
            return RuntimeStatus.RUNNING;
        }
        return turned(row);
    }

    /** Returns the status after the last turn, except that a failed instance runs once its rewind is requested. */
    private static RuntimeStatus turned(ResultSet row) throws SQLException {
        RuntimeStatus status = RuntimeStatus.of(row.getString("status"));
        String control = row.getString("control");
        boolean rewinds = status == RuntimeStatus.FAILED && control != null && control.startsWith(REWOUND);
        return rewinds ? RuntimeStatus.RUNNING : status;
    }

    /** Returns an instance as its last turn left it, or as running if a rewind is requested. */
    public Optional<Snapshot> snapshot(Transaction tx, String id) throws SQLException {
        return tx.first(SELECT_WITH_REWIND + " WHERE i.hub = ? AND i.id = ?", row -> read(row, turned(row)), hub, id);
    }

    /** Returns instances as {@link #snapshot} does. */
    public List<Snapshot> snapshots(Transaction tx, Collection<String> ids) throws SQLException {
        return tx.query(
                SELECT_WITH_REWIND + " WHERE i.hub = ? AND i.id IN (" + Transaction.placeholders(ids.size()) + ")",
                row -> read(row, turned(row)),
                tables.withHub(ids));
    }

    /** Returns the history of an instance. */
    public List<HistoryEvent> history(Transaction tx, String id) throws SQLException {
        return tables.history(tx, id);
    }

    /** Returns one page. */
    public InstancePage query(Transaction tx, InstanceQuery query) throws SQLException {
        InstanceFilter filter = new InstanceFilter(hub, query);
        String token = query.token();
        if (token != null) {
            filter.and("(i.created_at, i.id) > (?, ?)", position(token));
        }
        filter.append(" ORDER BY i.created_at, i.id LIMIT ?", query.limit() + 1);
        List<OrchestrationStatus> rows =
                tx.query(SELECT + filter.sql(), row -> read(row).status(), filter.arguments());
        if (rows.size() <= query.limit()) {
            return new InstancePage(rows, null);
        }
        List<OrchestrationStatus> page = rows.subList(0, query.limit());
        return new InstancePage(List.copyOf(page), token(page.get(page.size() - 1)));
    }

    private static Snapshot read(ResultSet row) throws SQLException {
        return read(row, RuntimeStatus.of(row.getString("status")));
    }

    private static Snapshot read(ResultSet row, RuntimeStatus status) throws SQLException {
        String input = row.getString("input");
        OrchestrationStatus.Builder builder = OrchestrationStatus.builder(
                        row.getString("id"), row.getString("name"), status)
                .version(row.getString("version"))
                .tags(TagsJson.read(row.getString("tags")))
                .input(Tables.isExternalInput(input) ? row.getString("long_input") : input)
                .output(row.getString("output"))
                .customStatus(row.getString("custom_status"))
                .failure(status == RuntimeStatus.FAILED ? Tables.failure(row.getString("failure")) : null)
                .createdAt(Instant.ofEpochMilli(row.getLong("created_at")))
                .lastUpdatedAt(Instant.ofEpochMilli(row.getLong("updated_at")));
        return new Snapshot(
                Tables.origin(row),
                builder.completedAt(status.isFinished() ? Tables.instant(row, "completed_at") : null));
    }

    private static String token(OrchestrationStatus last) {
        String text = last.createdAt().toEpochMilli() + " " + last.instanceId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object[] position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            String id = text.substring(space + 1);
            if (!Arguments.isStorable(id)) {
                throw new IllegalArgumentException("No instance has this id");
            }
            return new @Nullable Object[] {Long.parseLong(text.substring(0, space)), id};
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "This is not the token of a page; use the one that the previous page has", e);
        }
    }
}
