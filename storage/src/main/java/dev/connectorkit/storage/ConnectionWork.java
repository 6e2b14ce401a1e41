package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work of the application on a JDBC connection, in one transaction.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface ConnectionWork<T extends @Nullable Object> {

    /** Runs the work, once; an exception rolls it back. Must neither commit nor close the connection. */
    T run(Connection connection) throws SQLException;
}
