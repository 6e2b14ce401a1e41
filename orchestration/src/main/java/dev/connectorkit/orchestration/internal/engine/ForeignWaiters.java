package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.QueryStore;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after instances that finish on another node while a client here waits for them. */
final class ForeignWaiters implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignWaiters.class);

    private final Node node;
    private final QueryStore store;

    ForeignWaiters(Node node) {
        this.node = node;
        this.store = new QueryStore(node.hub());
    }

    @Override
    public void run() {
        try {
            Set<String> ids = node.waiters().ids();
            if (!ids.isEmpty()) {
                node.database().read(tx -> store.statuses(tx, ids)).forEach(node.waiters()::changed);
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not look after instances of other nodes: {}", e.getMessage());
        }
    }
}
