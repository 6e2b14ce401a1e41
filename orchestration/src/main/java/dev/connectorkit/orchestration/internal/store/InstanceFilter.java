package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.storage.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL conditions of a query on the table of instances, named {@code i}. */
final class InstanceFilter {

    /** Holds for all instances; PostgreSQL takes the indexes for lists only for statements that say so. */
    private static final String EVER_CREATED = "i.created_at > -1000000000000000";

    private final StringBuilder sql = new StringBuilder(" WHERE i.hub = ? AND ").append(EVER_CREATED);
    private final List<@Nullable Object> arguments = new ArrayList<>();

    InstanceFilter(String hub, InstanceQuery query) {
        arguments.add(hub);
        oneOf("status", query.statuses().stream().map(Object::toString).toList());
        oneOf("name", query.names());
        from("created_at", query.createdFrom());
        to("created_at", query.createdTo());
        from("completed_at", query.completedFrom());
        to("completed_at", query.completedTo());
        for (Map.Entry<String, String> tag : query.tags().entrySet()) {
            and(
                    "EXISTS (SELECT 1 FROM orchestration_tag t WHERE t.hub = i.hub AND t.instance_id = i.id"
                            + " AND t.name = ? AND t.value = ?)",
                    tag.getKey(),
                    tag.getValue());
        }
        String prefix = query.idPrefix();
        if (prefix != null) {
            // LIKE of SQLite ignores case.
            and(
                    "i.id LIKE ? ESCAPE '!' AND substr(i.id, 1, ?) = ?",
                    prefix.replaceAll("([!%_])", "!$1") + "%",
                    prefix.length(),
                    prefix);
        }
    }

    private void oneOf(String column, Collection<String> values) {
        if (!values.isEmpty()) {
            and("i." + column + " IN (" + Transaction.placeholders(values.size()) + ")", values.toArray());
        }
    }

    private void from(String column, @Nullable Instant time) {
        if (time != null) {
            and("i." + column + " >= ?", millis(time));
        }
    }

    private void to(String column, @Nullable Instant time) {
        if (time != null) {
            and("i." + column + " <= ?", millis(time));
        }
    }

    /** Returns milliseconds, the nearest that can be represented. */
    private static long millis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    InstanceFilter and(String condition, @Nullable Object... values) {
        sql.append(" AND ").append(condition);
        return append("", values);
    }

    InstanceFilter append(String clause, @Nullable Object... values) {
        sql.append(clause);
        for (Object value : values) {
            arguments.add(value);
        }
        return this;
    }

    String sql() {
        return sql.toString();
    }

    @Nullable Object[] arguments() {
        return arguments.toArray();
    }
}
