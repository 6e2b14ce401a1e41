package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.QueryStore;
import dev.connectorkit.storage.Database;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the instances for which clients wait, as they may finish on another node. */
record RemoteWaiters(Waiters waiters, Database database, QueryStore store) implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteWaiters.class);

    @Override
    public void run() {
        try {
            Set<String> ids = waiters.ids();
            if (!ids.isEmpty()) {
                database.read(tx -> store.snapshots(tx, ids)).forEach(waiters::changed);
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not read instances of other nodes: {}", e.getMessage());
        }
    }
}
