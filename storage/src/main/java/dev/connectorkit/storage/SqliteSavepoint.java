package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint, whose name in SQL is made of its number.
 *
 * @param number within its connection
 * @param name the application's, null if it gave none
 */
record SqliteSavepoint(int number, @Nullable String name) implements Savepoint {

    static String quoted(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof SqliteSavepoint ours) {
            return "connectorkit_" + ours.number();
        }
        throw new SQLException("The savepoint is of another connection");
    }

    @Override
    public int getSavepointId() throws SQLException {
        if (name != null) {
            throw new SQLException("The savepoint has a name");
        }
        return number;
    }

    @Override
    public String getSavepointName() throws SQLException {
        if (name == null) {
            throw new SQLException("The savepoint has no name");
        }
        return name;
    }
}
