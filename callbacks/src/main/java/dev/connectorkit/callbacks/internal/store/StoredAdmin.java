package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.AttemptView;
import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.callbacks.admin.DeadLetterView;
import dev.connectorkit.callbacks.admin.DeliveryView;
import dev.connectorkit.callbacks.admin.SubscriptionState;
import dev.connectorkit.callbacks.admin.SubscriptionView;
import dev.connectorkit.storage.Ids;
import dev.connectorkit.storage.RowMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link CallbackAdmin} over a {@link CallbackStore}. Thread-safe. */
public final class StoredAdmin implements CallbackAdmin {

    private static final String SUBSCRIPTIONS =
            "SELECT id, event_name, push, label, host, filter, state, reason, refusals, created_at, expires_at"
                    + " FROM callback_subscription";

    private final CallbackStore store;

    /** Creates the administration of this store. */
    public StoredAdmin(CallbackStore store) {
        this.store = store;
    }

    @Override
    public List<SubscriptionView> subscriptions(
            @Nullable String event, @Nullable SubscriptionState state, String after, int limit) {
        Where where = new Where().equal("state", state == null ? null : state.name());
        if (event != null) {
            where.either("event_name", event, CallbackStore.ONCE + event);
        }
        return page(SUBSCRIPTIONS, where, after, limit, StoredAdmin::subscriptionView);
    }

    @Override
    public Optional<SubscriptionView> subscription(String id) {
        return store.database()
                .read(tx -> tx.first(SUBSCRIPTIONS + " WHERE id = ?", StoredAdmin::subscriptionView, id));
    }

    @Override
    public boolean remove(String id) {
        return store.unsubscribe(id);
    }

    @Override
    public boolean pause(String id) {
        return store.become(id, SubscriptionState.PAUSED, "an operator paused it");
    }

    @Override
    public boolean resume(String id) {
        return store.become(id, SubscriptionState.ACTIVE, "");
    }

    @Override
    public List<DeliveryView> deliveries(@Nullable String subscription, String after, int limit) {
        return page(
                "SELECT id, event_id, subscription_id, event_name, host, attempts, due_at, claim FROM callback_delivery",
                new Where().equal("subscription_id", subscription),
                after,
                limit,
                StoredAdmin::deliveryView);
    }

    @Override
    public List<AttemptView> attempts(String delivery) {
        return store.database()
                .read(tx -> tx.query(
                        "SELECT at, millis, status, outcome FROM callback_attempt WHERE delivery_id = ? ORDER BY at",
                        row -> new AttemptView(
                                Instant.ofEpochMilli(row.getLong(1)), row.getLong(2), row.getInt(3), row.getString(4)),
                        delivery));
    }

    @Override
    public List<DeadLetterView> deadLetters(@Nullable String subscription, String after, int limit) {
        return page(
                "SELECT id, event_id, subscription_id, event_name, host, attempts, reason, died_at FROM callback_dead",
                new Where().equal("subscription_id", subscription),
                after,
                limit,
                StoredAdmin::deadLetterView);
    }

    @Override
    public boolean resend(String deadLetter) {
        return store.resend(deadLetter, null) > 0;
    }

    @Override
    public int resendAll(String subscription) {
        return store.resend(null, subscription);
    }

    private <T> List<T> page(String select, Where where, String after, int limit, RowMapper<T> mapper) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit takes a number from 1, but was " + limit);
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(after);
        arguments.addAll(where.arguments);
        arguments.add(limit);
        return store.database()
                .read(tx -> tx.query(
                        select + " WHERE id > ?" + where.sql + " ORDER BY id LIMIT ?", mapper, arguments.toArray()));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static SubscriptionView subscriptionView(ResultSet row) throws SQLException {
        String event = row.getString(2);
        return new SubscriptionView(
                row.getString(1),
                CallbackStore.displayName(event),
                CallbackStore.isOneTime(event),
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

    private static DeliveryView deliveryView(ResultSet row) throws SQLException {
        return new DeliveryView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                CallbackStore.displayName(row.getString(4)),
                row.getString(5),
                row.getInt(6),
                Ids.madeAt(row.getString(1)),
                instant(row, 7),
                row.getString(8) != null);
    }

    private static DeadLetterView deadLetterView(ResultSet row) throws SQLException {
        return new DeadLetterView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                CallbackStore.displayName(row.getString(4)),
                row.getString(5),
                row.getInt(6),
                Ids.madeAt(row.getString(1)),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)));
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

        void either(String column, Object one, Object other) {
            sql += " AND " + column + " IN (?, ?)";
            arguments.add(one);
            arguments.add(other);
        }
    }
}
