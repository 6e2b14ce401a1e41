package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.store.QueryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes finished instances that are old enough, a few at a time. */
final class AutoPurge implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AutoPurge.class);
    private static final int AT_ONCE = 200;

    private final Node node;
    private final QueryStore store;
    private final Map<RuntimeStatus, Duration> ages;

    AutoPurge(Node node, Map<RuntimeStatus, Duration> ages) {
        this.node = node;
        this.store = new QueryStore(node.hub());
        this.ages = ages;
    }

    @Override
    public void run() {
        try {
            ages.forEach(this::purge);
        } catch (RuntimeException e) {
            LOG.error("Old instances could not be removed; this is tried again in a minute", e);
        }
    }

    private void purge(RuntimeStatus status, Duration age) {
        Instant before = node.clock().instant().minus(age);
        int gone;
        do {
            gone = node.database().write(tx -> store.purgeOld(tx, status, before, AT_ONCE));
        } while (gone == AT_ONCE && !node.isClosed());
    }
}
