package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.orchestration.internal.store.TurnWritten;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Maintenance;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies the other nodes of a task hub of work for them. Only PostgreSQL has other nodes. Thread-safe. */
record ClusterNotifier(Database database, String hub, PartitionAssignment assignment) {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNotifier.class);

    /** Notifies other nodes, with the commit of a turn, of its effects on them. */
    void notifyOthers(Transaction tx, TurnWritten written, int queuedActivities) throws SQLException {
        if (tx.dialect() != Dialect.POSTGRES) {
            return;
        }
        for (StoredMessage message : written.sent()) {
            notifyOwner(tx, message.message().instanceId());
        }
        for (NewInstance instance : written.started()) {
            notifyOwner(tx, instance.id());
        }
        if (queuedActivities > 0) {
            tx.wake(activityChannel());
        }
    }

    /** Notifies the node that runs this instance, with the commit, if it is another one. */
    void notifyOwner(Transaction tx, String id) throws SQLException {
        if (tx.dialect() == Dialect.POSTGRES && !assignment.has(id)) {
            tx.wake(channel(Partition.of(id)));
        }
    }

    /** Notifies the node that runs this instance. */
    void notifyOwner(String id) {
        if (database.dialect() == Dialect.POSTGRES) {
            Maintenance.after(
                    database.submit(tx -> {
                        tx.wake(channel(Partition.of(id)));
                        return true;
                    }),
                    (done, failure) -> {
                        if (failure != null) {
                            LOG.warn("Could not notify the owner of instance {}; it finds it with its next scan", id);
                        }
                    });
        }
    }

    /** Returns the channel for messages and instances of a partition. */
    String channel(int part) {
        return "orchestration/" + hub + "/" + part;
    }

    /** Returns a channel of its own for the end of a transaction of a caller. */
    String commitChannel() {
        return "orchestration/" + hub + "/commit/" + UUID.randomUUID();
    }

    /** Returns the channel for queued activities. */
    String activityChannel() {
        return "orchestration/" + hub + "/activities";
    }

    /** Returns the channel for nodes that join or leave. */
    String nodesChannel() {
        return "orchestration/" + hub + "/nodes";
    }
}
