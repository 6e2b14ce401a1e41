package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.InstancePage;
import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.history.HistoryEvent;
import dev.connectorkit.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients read and remove. */
public final class QueryStore {

    private final Tables tables;
    private final String hub;

    /** For this task hub. */
    public QueryStore(String hub) {
        this.tables = new Tables(hub);
        this.hub = hub;
    }

    /** An instance. */
    public Optional<OrchestrationStatus> status(Transaction tx, String id) throws SQLException {
        Optional<OrchestrationStatus> found =
                tx.first("SELECT * FROM orchestration_instance WHERE hub = ? AND id = ?", this::row, hub, id);
        return found.isEmpty() ? found : Optional.of(withInput(tx, found.get()));
    }

    /** Where these instances stand. */
    public List<OrchestrationStatus> statuses(Transaction tx, Collection<String> ids) throws SQLException {
        List<Object> arguments = new ArrayList<>();
        arguments.add(hub);
        arguments.addAll(ids);
        List<OrchestrationStatus> found = new ArrayList<>();
        for (OrchestrationStatus row : tx.query(
                "SELECT * FROM orchestration_instance WHERE hub = ? AND id IN (" + Transaction.placeholders(ids.size())
                        + ")",
                this::row,
                arguments.toArray())) {
            found.add(withInput(tx, row));
        }
        return found;
    }

    /** The history of an instance. */
    public List<HistoryEvent> history(Transaction tx, String id) throws SQLException {
        return tables.history(tx, id);
    }

    /** One page. */
    public InstancePage query(Transaction tx, InstanceQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT * FROM orchestration_instance WHERE hub = ?");
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(hub);
        filter(query, query.statuses(), sql, arguments);
        String token = query.token();
        if (token != null) {
            sql.append(" AND (created_at, id) > (?, ?)");
            arguments.addAll(position(token));
        }
        sql.append(" ORDER BY created_at, id LIMIT ?");
        arguments.add(query.limit() + 1);
        List<OrchestrationStatus> rows = tx.query(sql.toString(), this::row, arguments.toArray());
        boolean more = rows.size() > query.limit();
        List<OrchestrationStatus> page = new ArrayList<>();
        for (OrchestrationStatus row : more ? rows.subList(0, query.limit()) : rows) {
            page.add(withInput(tx, row));
        }
        return new InstancePage(page, more ? token(page.get(page.size() - 1)) : null);
    }

    /** Removes up to this many finished instances; returns their number. */
    public int purge(Transaction tx, InstanceQuery filter, int limit) throws SQLException {
        Set<RuntimeStatus> statuses = Set.of(RuntimeStatus.COMPLETED, RuntimeStatus.FAILED, RuntimeStatus.TERMINATED);
        StringBuilder sql = new StringBuilder("SELECT id FROM orchestration_instance WHERE hub = ?");
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(hub);
        filter(filter, filter.statuses(), sql, arguments);
        filter(InstanceQuery.ALL, statuses, sql, arguments);
        sql.append(" LIMIT ?");
        arguments.add(limit);
        return purge(tx, tx.query(sql.toString(), row -> row.getString(1), arguments.toArray()));
    }

    /** Removes up to this many instances of this status that finished before then; returns their number. */
    public int purgeOld(Transaction tx, RuntimeStatus status, Instant before, int limit) throws SQLException {
        return purge(
                tx,
                tx.query(
                        "SELECT id FROM orchestration_instance WHERE hub = ? AND status = ? AND completed_at < ?"
                                + " AND completed_at IS NOT NULL LIMIT ?",
                        row -> row.getString(1),
                        hub,
                        status.toString(),
                        before,
                        limit));
    }

    /** Removes these; returns their number. */
    public int purge(Transaction tx, List<String> ids) throws SQLException {
        for (String id : ids) {
            tables.deleteParts(tx, id);
            tx.update("DELETE FROM orchestration_instance WHERE hub = ? AND id = ?", hub, id);
        }
        return ids.size();
    }

    private static void filter(
            InstanceQuery query, Set<RuntimeStatus> statuses, StringBuilder sql, List<@Nullable Object> arguments) {
        if (!statuses.isEmpty()) {
            sql.append(" AND status IN (")
                    .append(Transaction.placeholders(statuses.size()))
                    .append(')');
            statuses.forEach(status -> arguments.add(status.toString()));
        }
        if (query.createdFrom() != null) {
            sql.append(" AND created_at >= ?");
            arguments.add(query.createdFrom());
        }
        if (query.createdTo() != null) {
            sql.append(" AND created_at <= ?");
            arguments.add(query.createdTo());
        }
        if (query.idPrefix() != null) {
            sql.append(" AND id LIKE ? ESCAPE '!'");
            arguments.add(query.idPrefix().replaceAll("([!%_])", "!$1") + "%");
            // LIKE of SQLite does not tell cases apart.
            sql.append(" AND substr(id, 1, ?) = ?");
            arguments.add(query.idPrefix().length());
            arguments.add(query.idPrefix());
        }
    }

    private OrchestrationStatus row(ResultSet row) throws SQLException {
        Instant created = Instant.ofEpochMilli(row.getLong("created_at"));
        return new OrchestrationStatus(
                row.getString("id"),
                row.getString("name"),
                RuntimeStatus.of(row.getString("status")),
                row.getString("input"),
                row.getString("output"),
                row.getString("custom_status"),
                Tables.failure(row.getString("failure")),
                created,
                Instant.ofEpochMilli(row.getLong("updated_at")),
                Tables.instant(row, "completed_at"));
    }

    private OrchestrationStatus withInput(Transaction tx, OrchestrationStatus row) throws SQLException {
        return new OrchestrationStatus(
                row.instanceId(),
                row.name(),
                row.runtimeStatus(),
                tables.input(tx, row.instanceId(), row.input()),
                row.output(),
                row.customStatus(),
                row.failure(),
                row.createdAt(),
                row.lastUpdatedAt(),
                row.completedAt());
    }

    private static String token(OrchestrationStatus last) {
        String text = last.createdAt().toEpochMilli() + " " + last.instanceId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Object> position(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return List.of(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "This is not the token of a page; use the one the last page came with", e);
        }
    }
}
