package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.InstanceQuery;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.store.PurgeStore;
import dev.connectorkit.storage.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes finished instances for clients, in batches. Thread-safe. */
record Purges(Database database, PurgeStore store) {

    private static final int BATCH = 200;

    int purge(String instanceId, boolean recursive) {
        Optional<RuntimeStatus> status = database.write(tx -> {
            Optional<RuntimeStatus> known = store.status(tx, instanceId);
            if (known.isPresent() && known.get().isFinished() && !recursive) {
                store.purge(tx, List.of(instanceId));
            }
            return known;
        });
        if (status.isEmpty()) {
            return 0;
        }
        if (!status.get().isFinished()) {
            throw new InstanceStateException(instanceId, status.get(), "must have finished, or be terminated first");
        }
        return recursive ? purgeWithChildren(List.of(instanceId)) : 1;
    }

    int purge(InstanceQuery filter, boolean recursive) {
        int all = 0;
        while (true) {
            List<String> ids = database.read(tx -> store.finished(tx, filter, BATCH));
            if (ids.isEmpty()) {
                return all;
            }
            all += recursive ? purgeWithChildren(ids) : database.write(tx -> store.purge(tx, ids));
        }
    }

    /** Deletes the descendants first, so that a crash leaves none without an ancestor that leads to it. */
    private int purgeWithChildren(List<String> roots) {
        Set<String> all = new LinkedHashSet<>(roots);
        List<String> level = roots;
        while (!level.isEmpty()) {
            List<String> children = new ArrayList<>();
            for (List<String> parents : batches(level)) {
                database.read(tx -> store.finishedChildren(tx, parents)).stream()
                        .filter(all::add)
                        .forEach(children::add);
            }
            level = children;
        }
        List<String> ordered = new ArrayList<>(all);
        Collections.reverse(ordered);
        int deleted = 0;
        for (List<String> batch : batches(ordered)) {
            deleted += database.write(tx -> store.purge(tx, batch));
        }
        return deleted;
    }

    private static List<List<String>> batches(List<String> ids) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            batches.add(ids.subList(from, Math.min(ids.size(), from + BATCH)));
        }
        return batches;
    }
}
