package dev.connectorkit.spring;

import dev.connectorkit.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Finds the connection of the Spring transaction that the calling thread is in.
 *
 * @param source the data source that the transaction manager opens connections of
 */
record SpringTransaction(DataSource source) implements Supplier<@Nullable Connection> {

    /** Returns null also in a transaction of other resources only, where a connection of the source commits by itself. */
    @Override
    public @Nullable Connection get() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !(TransactionSynchronizationManager.getResource(source) instanceof ConnectionHolder holder)) {
            return null;
        }
        Connection connection = holder.getConnection();
        try {
            return connection.getAutoCommit() ? null : connection;
        } catch (SQLException e) {
            throw new StorageException("The connection of the transaction does not work", e);
        }
    }
}
