package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.orchestration.internal.store.TurnWritten;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other nodes of a task hub what is there for them. Only PostgreSQL has others. */
final class OtherNodes {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

    private final Database database;
    private final String hub;
    private final Predicate<String> local;

    /** {@code local} knows the instances of this node. */
    OtherNodes(Database database, String hub, Predicate<String> local) {
        this.database = database;
        this.hub = hub;
        this.local = local;
    }

    /** In the transaction of a turn: tells other nodes of what is for them. */
    void wakeOthers(Transaction tx, TurnWritten written, int queuedActivities) throws SQLException {
        if (tx.dialect() != Dialect.POSTGRES) {
            return;
        }
        for (StoredMessage message : written.sent()) {
            wakeOther(tx, message.message().instanceId());
        }
        for (NewInstance instance : written.started()) {
            wakeOther(tx, instance.id());
        }
        if (queuedActivities > 0) {
            tx.wake(activityChannel());
        }
    }

    /** In a transaction: tells the node that has this instance, if it is another. */
    void wakeOther(Transaction tx, String id) throws SQLException {
        if (tx.dialect() == Dialect.POSTGRES && !local.test(id)) {
            tx.wake(channel(Partition.of(id)));
        }
    }

    /** Tells the node that has this instance. */
    void wake(String id) {
        if (database.dialect() == Dialect.POSTGRES) {
            Chores.after(
                    database.submit(tx -> {
                        tx.wake(channel(Partition.of(id)));
                        return true;
                    }),
                    (done, failure) -> {
                        if (failure != null) {
                            LOG.warn("Another node was not told of instance {}; it finds it with its next look", id);
                        }
                    });
        }
    }

    /** By which the node that has a partition is told of messages and instances. */
    String channel(int part) {
        return "orchestration/" + hub + "/" + part;
    }

    /** By which nodes are told of queued activities. */
    String activityChannel() {
        return "orchestration/" + hub + "/activities";
    }

    /** By which nodes are told that one has come or gone. */
    String nodesChannel() {
        return "orchestration/" + hub + "/nodes";
    }
}
