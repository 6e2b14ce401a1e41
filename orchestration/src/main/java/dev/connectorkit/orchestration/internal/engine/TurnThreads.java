package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.storage.WorkerThreads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns of the instances that have work, as tasks of threads. Thread-safe. */
record TurnThreads(Mailboxes mailboxes, TurnRunner turns, Health health) implements WorkerThreads.Tasks<String> {

    private static final Logger LOG = LoggerFactory.getLogger(TurnThreads.class);

    @Override
    public String next() throws InterruptedException {
        return mailboxes.next();
    }

    @Override
    public void run(String id) {
        turns.run(id);
    }

    @Override
    public void blocked(String id, Duration since, String stack) {
        health.happened("The orchestration of instance " + id + " blocks its thread");
        LOG.warn(
                "The orchestration of instance {} has blocked its thread for {} s. Code that waits or computes for long belongs"
                        + " into an activity. Its stack:{}",
                id,
                since.toSeconds(),
                stack);
    }

    @Override
    public void exhausted(int threads, boolean exhausted) {
        if (exhausted) {
            health.fails("turns", "All " + threads + " turn threads are blocked");
        } else {
            health.works("turns");
        }
    }
}
