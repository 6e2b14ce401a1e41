package dev.connectorkit.callbacks.internal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.RowMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator may see: no callback URLs, no bodies, no ids that open anything. Pages are ordered by id. Thread-safe. */
public final class CallbackViews {

    private final Database database;

    /** Of this database. */
    public CallbackViews(Database database) {
        this.database = database;
    }

    /** Subscriptions behind this id; of one event or state, where given. */
    public List<SubscriptionView> subscriptions(
            @Nullable String event, @Nullable SubscriptionState state, String after, int limit) {
        return page(
                "SELECT id, event_name, push, label, host, filter, state, reason, refusals, created_at, expires_at"
                        + " FROM callback_subscription",
                new Where().equal("event_name", event).equal("state", state == null ? null : state.name()),
                after,
                limit,
                SubscriptionView::of);
    }

    /** One subscription. */
    public Optional<SubscriptionView> subscription(String id) {
        return database.read(tx -> tx.first(
                "SELECT id, event_name, push, label, host, filter, state, reason, refusals, created_at, expires_at"
                        + " FROM callback_subscription WHERE id = ?",
                SubscriptionView::of,
                id));
    }

    /** Deliveries that are not done, behind this id; of one subscription, where given. */
    public List<DeliveryView> deliveries(@Nullable String subscription, String after, int limit) {
        return page(
                "SELECT id, event_id, subscription_id, event_name, host, attempts, due_at, claim FROM callback_delivery",
                new Where().equal("subscription_id", subscription),
                after,
                limit,
                DeliveryView::of);
    }

    /** Dead letters behind this id; of one subscription, where given. */
    public List<DeadLetterView> deadLetters(@Nullable String subscription, String after, int limit) {
        return page(
                "SELECT id, event_id, subscription_id, event_name, host, attempts, reason, died_at FROM callback_dead",
                new Where().equal("subscription_id", subscription),
                after,
                limit,
                DeadLetterView::of);
    }

    /** The attempts at a delivery, also after it has arrived, as long as they are kept. */
    public List<AttemptView> attempts(String delivery) {
        return database.read(tx -> tx.query(
                "SELECT at, millis, status, outcome FROM callback_attempt WHERE delivery_id = ? ORDER BY at",
                AttemptView::of,
                delivery));
    }

    private <T> List<T> page(String select, Where where, String after, int limit, RowMapper<T> mapper) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(after);
        arguments.addAll(where.arguments);
        arguments.add(limit);
        return database.read(tx ->
                tx.query(select + " WHERE id > ?" + where.sql + " ORDER BY id LIMIT ?", mapper, arguments.toArray()));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /**
     * A subscription.
     *
     * @param label the id of a push trigger, else empty
     * @param filter as JSON
     * @param reason of its state, empty for active ones
     * @param refusals how many in a row, so far
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SubscriptionView(
            String id,
            String event,
            boolean push,
            String label,
            String host,
            @JsonRawValue String filter,
            SubscriptionState state,
            String reason,
            int refusals,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        static SubscriptionView of(ResultSet row) throws SQLException {
            return new SubscriptionView(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3) != 0,
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    SubscriptionState.valueOf(row.getString(7)),
                    row.getString(8),
                    row.getInt(9),
                    Instant.ofEpochMilli(row.getLong(10)),
                    instant(row, 11));
        }
    }

    /**
     * A delivery that is not done.
     *
     * @param dueAt when it is tried next; absent while it waits for the one before it
     * @param underWay whether an attempt is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeliveryView(
            String id,
            String eventId,
            String subscriptionId,
            String event,
            String host,
            int attempts,
            Instant publishedAt,
            @Nullable Instant dueAt,
            boolean underWay) {

        static DeliveryView of(ResultSet row) throws SQLException {
            Instant dueAt = instant(row, 7);
            return new DeliveryView(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6),
                    Ids.madeAt(row.getString(1)),
                    dueAt,
                    row.getString(8) != null);
        }
    }

    /**
     * A delivery that was given up or held.
     *
     * @param reason why, for people
     */
    public record DeadLetterView(
            String id,
            String eventId,
            String subscriptionId,
            String event,
            String host,
            int attempts,
            Instant publishedAt,
            String reason,
            Instant diedAt) {

        static DeadLetterView of(ResultSet row) throws SQLException {
            return new DeadLetterView(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6),
                    Ids.madeAt(row.getString(1)),
                    row.getString(7),
                    Instant.ofEpochMilli(row.getLong(8)));
        }
    }

    /**
     * An attempt.
     *
     * @param status of the answer, 0 if there was none
     * @param outcome in a few words
     */
    public record AttemptView(Instant at, long millis, int status, String outcome) {

        static AttemptView of(ResultSet row) throws SQLException {
            return new AttemptView(
                    Instant.ofEpochMilli(row.getLong(1)), row.getLong(2), row.getInt(3), row.getString(4));
        }
    }

    private static final class Where {

        private final List<Object> arguments = new ArrayList<>();
        private String sql = "";

        Where equal(String column, @Nullable Object value) {
            if (value != null) {
                sql += " AND " + column + " = ?";
                arguments.add(value);
            }
            return this;
        }
    }
}
