package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.WorkStore;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.DueTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Finds the work that is stored for partitions of this node. Thread-safe. */
record StoredWork(Database database, WorkStore store, Mailboxes mailboxes, DueTimes timers) {

    private static final int DUE_AT_ONCE = 100;

    /** Finds all work of partitions that were assigned to this node. */
    void acquired(Collection<Integer> parts) {
        if (!parts.isEmpty()) {
            readInboxes(parts);
            timers.reload();
        }
    }

    /** Finds the work that other nodes have stored for these partitions. */
    void woken(Collection<Integer> parts) {
        readInboxes(parts);
        List<DueTimes.Due> due = database.read(tx -> store.nextDue(tx, parts, DUE_AT_ONCE));
        due.forEach(each -> timers.add(Instant.ofEpochMilli(each.dueAt()), each.id()));
        if (due.size() == DUE_AT_ONCE) {
            timers.reload();
        }
    }

    private void readInboxes(Collection<Integer> parts) {
        List<String> ids = database.read(tx -> store.withMessages(tx, parts));
        ids.forEach(id -> mailboxes.post(id, Mailboxes.Mailbox::readInbox));
    }
}
