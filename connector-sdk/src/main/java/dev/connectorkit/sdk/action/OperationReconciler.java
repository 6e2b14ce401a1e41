package dev.connectorkit.sdk.action;

import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles operations with their orchestrations every 10 s: starts missing ones and ends those whose instance failed. An
 * operation is on disk before its orchestration is started, so a crash may leave one without the other.
 */
final class OperationReconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperationReconciler.class);
    private static final long PERIOD_SECONDS = 10;

    private final ActionCatalog actions;
    private final OperationStore store;
    private final OperationInstances instances;
    private final OperationEndings endings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "connectorkit-actions");
        made.setDaemon(true);
        return made;
    });

    OperationReconciler(
            ActionCatalog actions, OperationStore store, OperationInstances instances, OperationEndings endings) {
        this.actions = actions;
        this.store = store;
        this.instances = instances;
        this.endings = endings;
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::reconcile, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void reconcile() {
        try {
            for (ActionDefinition<?, ?> action : actions.all()) {
                store.running(action.name()).forEach(id -> check(id, action));
                instances.launch(store.promote(action.name()), action);
            }
            forget();
        } catch (RuntimeException | Error e) { // an error must not end the schedule
            LOG.error("Operations could not be reconciled; next try in {} s", PERIOD_SECONDS, e);
        }
    }

    private void check(String id, ActionDefinition<?, ?> action) {
        OrchestrationStatus instance = instances.status(id).orElse(null);
        if (instance == null) {
            instances.launch(List.of(id), action);
        } else if (instance.runtimeStatus() == RuntimeStatus.FAILED
                || instance.runtimeStatus() == RuntimeStatus.TERMINATED) {
            endings.abandon(action, id, instance);
        }
    }

    /** The histories first, so that an interruption leaves no history without an operation. */
    private void forget() {
        List<String> ids;
        do {
            ids = store.forgotten();
            ids.forEach(instances::purge);
            store.remove(ids);
        } while (ids.size() == OperationStore.STEP);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PERIOD_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
