package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.store.PurgeStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes old finished instances, one small batch per run; another follows soon while there are more. */
final class AutoPurge implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AutoPurge.class);
    private static final int BATCH = 100;
    private static final long BETWEEN_BATCHES_MILLIS = 100;
    private static final long INTERVAL_MILLIS = 60_000;

    private final Database database;
    private final PurgeStore store;
    private final Clock clock;
    private final Map<RuntimeStatus, Duration> ages;
    private final Maintenance maintenance;

    AutoPurge(
            Database database,
            PurgeStore store,
            Clock clock,
            Map<RuntimeStatus, Duration> ages,
            Maintenance maintenance) {
        this.database = database;
        this.store = store;
        this.clock = clock;
        this.ages = ages;
        this.maintenance = maintenance;
    }

    void start() {
        if (!ages.isEmpty()) {
            maintenance.now(this);
        }
    }

    @Override
    public void run() {
        boolean more = false;
        try {
            for (Map.Entry<RuntimeStatus, Duration> each : ages.entrySet()) {
                more |= purge(each.getKey(), each.getValue());
            }
        } catch (RuntimeException e) {
            LOG.error("Old instances could not be deleted; this is retried in a minute", e);
        } finally {
            maintenance.later(this, more ? BETWEEN_BATCHES_MILLIS : INTERVAL_MILLIS);
        }
    }

    private boolean purge(RuntimeStatus status, Duration age) {
        Instant before = clock.instant().minus(age);
        List<String> ids = database.read(tx -> store.finishedBefore(tx, status, before, BATCH));
        if (!ids.isEmpty()) {
            database.write(tx -> store.purge(tx, ids));
        }
        return ids.size() == BATCH;
    }
}
