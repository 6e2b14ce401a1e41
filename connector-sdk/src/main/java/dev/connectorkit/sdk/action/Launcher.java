package dev.connectorkit.sdk.action;

import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps operations and orchestrations together. An operation is on disk before its orchestration is started, so a crash, here or
 * on another node, may leave one without the other: it is looked for again and again.
 */
final class Launcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final long LOOK_SECONDS = 10;

    private final ActionEngine engine;
    private final OperationStore store;
    private final OrchestrationClient client;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "connectorkit-actions");
        made.setDaemon(true);
        return made;
    });

    Launcher(ActionEngine engine, OperationStore store, OrchestrationClient client) {
        this.engine = engine;
        this.store = store;
        this.client = client;
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Starts the orchestrations of operations that have a place. */
    void launch(List<String> ids, ActionDefinition<?, ?> action) {
        for (String id : ids) {
            try {
                client.start(ActionFlow.nameOf(action), null, StartOptions.withId(id));
            } catch (InstanceStateException e) {
                LOG.debug("Operation {} is under way already", id);
            } catch (RuntimeException e) {
                LOG.warn("Operation {} of {} could not be started; this is tried again", id, action.name(), e);
            }
        }
    }

    /** Ends the orchestration of an operation, if there is one. */
    void terminate(String id) {
        try {
            client.terminate(id, "cancelled");
        } catch (InstanceNotFoundException | InstanceStateException e) {
            LOG.debug("Operation {} has nothing to end", id);
        }
    }

    private void look() {
        try {
            for (ActionDefinition<?, ?> action : engine.actions()) {
                store.running(action.name()).forEach(id -> check(id, action));
                launch(store.promote(action.name()), action);
            }
            forget();
        } catch (RuntimeException e) {
            LOG.error("Operations could not be looked after; this is tried again in {} s", LOOK_SECONDS, e);
        }
    }

    private void check(String id, ActionDefinition<?, ?> action) {
        OrchestrationStatus instance = client.status(id).orElse(null);
        if (instance == null) {
            launch(List.of(id), action);
        } else if (instance.runtimeStatus() == RuntimeStatus.FAILED
                || instance.runtimeStatus() == RuntimeStatus.TERMINATED) {
            engine.lost(action, id, instance);
        }
    }

    /** The histories first, so that an interruption leaves nothing that nobody would find. */
    private void forget() {
        List<String> ids;
        do {
            ids = store.forgotten();
            for (String id : ids) {
                purge(id);
                purge(ActionFlow.delegateOf(id));
            }
            store.remove(ids);
        } while (ids.size() == OperationStore.STEP);
    }

    private void purge(String id) {
        try {
            client.purge(id);
        } catch (InstanceStateException e) {
            LOG.warn("The orchestration of operation {} has not ended and is kept", id);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LOOK_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
