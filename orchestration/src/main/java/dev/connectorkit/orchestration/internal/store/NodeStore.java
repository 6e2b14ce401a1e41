package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The nodes that share a task hub on PostgreSQL, with leases by the clock of the database. */
public final class NodeStore {

    private static final String NOW = Dialect.POSTGRES.nowMillis();

    private final String hub;

    /** Creates the store of a task hub. */
    public NodeStore(String hub) {
        this.hub = hub;
    }

    /** Adds a node, and the partitions if they are missing. */
    public void join(Transaction tx, String node, Duration lease) throws SQLException {
        tx.update(
                "INSERT INTO orchestration_partition (hub, part) SELECT ?, generate_series(0, ?) ON CONFLICT DO NOTHING",
                hub,
                Partition.COUNT - 1);
        tx.update(
                "INSERT INTO orchestration_node (hub, id, lease_until) VALUES (?, ?, " + NOW
                        + " + ?) ON CONFLICT DO NOTHING",
                hub,
                node,
                lease.toMillis());
    }

    /** Renews the lease of a node; returns false if it has expired and was removed. */
    public boolean renew(Transaction tx, String node, Duration lease) throws SQLException {
        return tx.update(
                        "UPDATE orchestration_node SET lease_until = " + NOW + " + ? WHERE hub = ? AND id = ?",
                        lease.toMillis(),
                        hub,
                        node)
                == 1;
    }

    /** Removes the nodes whose leases have expired, but not the one that looks; returns their number. */
    public int expire(Transaction tx, String self) throws SQLException {
        List<String> dead = tx.query(
                "SELECT id FROM orchestration_node WHERE hub = ? AND lease_until < " + NOW
                        + " AND id <> ? FOR UPDATE SKIP LOCKED",
                row -> row.getString(1),
                hub,
                self);
        for (String node : dead) {
            leave(tx, node);
        }
        return dead.size();
    }

    /** Releases what a node claimed after its removal; returns the number of activities. */
    public int freeOrphans(Transaction tx) throws SQLException {
        String orphaned = " SET node = NULL WHERE hub = ? AND node IS NOT NULL"
                + " AND node NOT IN (SELECT id FROM orchestration_node WHERE hub = ?)";
        tx.update("UPDATE orchestration_partition" + orphaned, hub, hub);
        return tx.update("UPDATE orchestration_activity" + orphaned, hub, hub);
    }

    /** Removes a node and releases its partitions and activities. */
    public void leave(Transaction tx, String node) throws SQLException {
        tx.update("UPDATE orchestration_partition SET node = NULL WHERE hub = ? AND node = ?", hub, node);
        tx.update("UPDATE orchestration_activity SET node = NULL WHERE hub = ? AND node = ?", hub, node);
        tx.update("DELETE FROM orchestration_node WHERE hub = ? AND id = ?", hub, node);
    }

    /** Returns the number of nodes. */
    public int count(Transaction tx) throws SQLException {
        return tx.first("SELECT count(*) FROM orchestration_node WHERE hub = ?", row -> row.getInt(1), hub)
                .orElse(0);
    }

    /** Returns the partitions of a node. */
    public Set<Integer> partitions(Transaction tx, String node) throws SQLException {
        return new HashSet<>(tx.query(
                "SELECT part FROM orchestration_partition WHERE hub = ? AND node = ?",
                row -> row.getInt(1),
                hub,
                node));
    }

    /** Assigns up to this many free partitions to a node. */
    public void take(Transaction tx, String node, int limit) throws SQLException {
        tx.update(
                "UPDATE orchestration_partition SET node = ? WHERE hub = ? AND part IN (SELECT part FROM"
                        + " orchestration_partition WHERE hub = ? AND node IS NULL ORDER BY part LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED)",
                node,
                hub,
                hub,
                limit);
    }

    /** Releases up to this many partitions of a node. */
    public void give(Transaction tx, String node, int limit) throws SQLException {
        tx.update(
                "UPDATE orchestration_partition SET node = NULL WHERE hub = ? AND part IN (SELECT part FROM"
                        + " orchestration_partition WHERE hub = ? AND node = ? ORDER BY part DESC LIMIT ?)",
                hub,
                hub,
                node,
                limit);
    }
}
