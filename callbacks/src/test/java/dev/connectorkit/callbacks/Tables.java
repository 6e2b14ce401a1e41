package dev.connectorkit.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks into the tables of connectors that may run, from outside. */
public final class Tables implements AutoCloseable {

    private final boolean sqlite;
    private final Connection connection;

    public Tables(String store) throws SQLException {
        this.sqlite = store.startsWith("sqlite:");
        if (sqlite) {
            this.connection = DriverManager.getConnection("jdbc:" + store);
            list("PRAGMA busy_timeout=30000");
        } else {
            URI uri = URI.create(store);
            this.connection = DriverManager.getConnection(
                    "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), "postgres", "postgres");
        }
    }

    /** Checks the invariants. */
    public void check() throws SQLException {
        if (sqlite) {
            assertThat(list("PRAGMA integrity_check")).containsExactly("ok");
        }
        assertThat(list("SELECT id FROM callback_delivery d WHERE due_at IS NULL AND lease_until IS NULL"
                        + " AND (ordered = 0 OR claim IS NOT NULL OR NOT EXISTS (SELECT 1 FROM callback_delivery f"
                        + " WHERE f.subscription_id = d.subscription_id AND f.id < d.id"
                        + " AND (f.due_at IS NOT NULL OR f.lease_until IS NOT NULL)))"))
                .as("deliveries that nothing will ever send")
                .isEmpty();
        assertThat(list("SELECT id FROM callback_delivery d WHERE NOT EXISTS"
                        + " (SELECT 1 FROM callback_event e WHERE e.id = d.event_id)"))
                .as("deliveries without their events")
                .isEmpty();
        assertThat(list("SELECT subscription_id FROM callback_delivery WHERE ordered = 1 AND claim IS NOT NULL"
                        + " GROUP BY subscription_id HAVING count(*) > 1"))
                .as("ordered subscriptions with two at once")
                .isEmpty();
    }

    public int count(String table) throws SQLException {
        return Integer.parseInt(list("SELECT count(*) FROM " + table).get(0));
    }

    /** The number of rows of the tables; events that no delivery and no dead letter needs, and deadlocks, are counted too. */
    public Map<String, Integer> leftOver() throws SQLException {
        Map<String, Integer> left = new LinkedHashMap<>();
        for (String table : List.of("callback_delivery", "callback_event", "callback_dead", "callback_attempt")) {
            left.put(table, count(table));
        }
        left.put(
                "events of nobody",
                list("SELECT id FROM callback_event e WHERE NOT EXISTS (SELECT 1 FROM callback_delivery d WHERE"
                                + " d.event_id = e.id) AND NOT EXISTS (SELECT 1 FROM callback_dead d WHERE d.event_id = e.id)")
                        .size());
        if (!sqlite) {
            String deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
            left.put("deadlocks", Integer.parseInt(list(deadlocks).get(0)));
        }
        return left;
    }

    /** The ids of the subscriptions that are not active. */
    public List<String> ended() throws SQLException {
        return list("SELECT id FROM callback_subscription WHERE state <> 'ACTIVE'");
    }

    public Set<String> subscriptionsOfDeadLetters() throws SQLException {
        return new LinkedHashSet<>(list("SELECT DISTINCT subscription_id FROM callback_dead"));
    }

    /** Ends all connections of others, as when the database is restarted. */
    public void cutConnections() throws SQLException {
        list("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private List<String> list(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new java.util.ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
