package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.store.Partition;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.Work;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Writes in transactions of callers, and finds the work once it is committed. PostgreSQL notifies with the commit; SQLite does
 * not, so that the instance is looked at in growing intervals. Thread-safe.
 */
final class CommitWatch {

    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 2000;
    private static final long GIVEN_UP_MILLIS = 120_000;

    private final Database database;
    private final PartitionAssignment assignment;
    private final ClusterNotifier notifier;
    private final Mailboxes mailboxes;
    private final Maintenance maintenance;

    CommitWatch(
            Database database,
            PartitionAssignment assignment,
            ClusterNotifier notifier,
            Mailboxes mailboxes,
            Maintenance maintenance) {
        this.database = database;
        this.assignment = assignment;
        this.notifier = notifier;
        this.mailboxes = mailboxes;
        this.maintenance = maintenance;
    }

    /** Checks that a connection can be written to within a transaction. */
    static void check(Connection connection, Database database) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("The connection must have auto-commit off: setAutoCommit(false)");
            }
            // No statement: in SQLite, one that reads before the first write can make that fail.
            String product = connection.getMetaData().getDatabaseProductName();
            Dialect dialect = product.equals("PostgreSQL") ? Dialect.POSTGRES : Dialect.SQLITE;
            if (dialect != database.dialect()) {
                throw foreign(database, null);
            }
        } catch (SQLException e) {
            throw new StorageException("The connection could not be read", e);
        }
    }

    private static IllegalStateException foreign(Database database, @Nullable Throwable cause) {
        return new IllegalStateException(
                "The connection must be to the database of the orchestrations, " + database
                        + ", but its database has no tables of orchestrations",
                cause);
    }

    private static boolean isMissingTable(SQLException e) {
        return "42P01".equals(e.getSQLState()) || String.valueOf(e.getMessage()).contains("no such table");
    }

    /** Writes for an instance in the transaction of a caller. */
    <T extends @Nullable Object> void write(Connection connection, String id, Work<T> work) {
        try {
            T unused = database.join(connection, tx -> {
                T result = work.run(tx);
                // This node does not learn of the commit either.
                tx.wake(notifier.channel(Partition.of(id)));
                return result;
            });
        } catch (SQLException e) {
            if (isMissingTable(e)) {
                throw foreign(database, e);
            }
            throw new StorageException("The database refused: " + e.getMessage(), e);
        }
        if (database.dialect() == Dialect.SQLITE) {
            look(id, FIRST_MILLIS, 0);
        }
    }

    private void look(String id, long millis, long passed) {
        if (passed > GIVEN_UP_MILLIS) {
            return;
        }
        maintenance.later(
                () -> {
                    if (assignment.has(id)) {
                        mailboxes.post(id, box -> {
                            box.poke();
                            box.readInbox();
                        });
                    }
                    look(id, Math.min(LONGEST_MILLIS, millis * 3 / 2), passed + millis);
                },
                millis);
    }
}
