package dev.connectorkit.storage;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work to be done in one transaction. It may be run again after a rollback, so that it must have no effect outside of the
 * database, and it must not wait for anything else than the database.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {

    /** Runs the work; an exception rolls it back. */
    T run(Transaction transaction) throws SQLException;
}
