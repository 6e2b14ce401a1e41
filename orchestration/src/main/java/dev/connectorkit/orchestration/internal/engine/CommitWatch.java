package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes in transactions of callers, and finds the work once it is committed. PostgreSQL notifies with the commit; with
 * SQLite the database reports the end of the transaction. Thread-safe.
 */
record CommitWatch(Database database, PartitionAssignment assignment, ClusterNotifier notifier, Mailboxes mailboxes) {

    /** Writes for an instance in the transaction of a caller. */
    <T extends @Nullable Object> void write(Connection connection, String id, Work<T> work) {
        boolean alone = database.dialect() == Dialect.SQLITE;
        String channel = alone ? notifier.commitChannel() : notifier.channel(Partition.of(id));
        Runnable remove = alone ? onEnd(channel, id) : () -> {};
        boolean stored = false;
        try {
            T unused = database.join(connection, tx -> {
                T result = work.run(tx);
                // This node does not learn of the commit either.
                tx.wake(channel);
                return result;
            });
            stored = true;
        } catch (SQLException e) {
            throw new StorageException("The database refused: " + e.getMessage(), e);
        } finally {
            if (!stored) {
                remove.run();
            }
        }
    }

    /** Returns a listener for the end of the transaction, which removes itself. */
    private Runnable onEnd(String channel, String id) {
        AtomicReference<Runnable> remove = new AtomicReference<>(() -> {});
        remove.set(database.onWake(channel, () -> {
            Objects.requireNonNull(remove.get()).run();
            if (assignment.has(id)) {
                mailboxes.post(id, box -> {
                    box.poke();
                    box.readInbox();
                });
            }
        }));
        return () -> Objects.requireNonNull(remove.get()).run();
    }
}
